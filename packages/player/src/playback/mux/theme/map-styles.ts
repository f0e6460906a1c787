import { css } from 'lit'

/**
 * The look of the watched map, also in a host's theme that has a place for it. It lies in Media Chrome's slot for the thumb, which would move it with
 * the playhead. Every part differs in its height or pattern too, and lies on its own ground, so that the picture behind it does not
 * matter.
 */
export const mapStyles = css`
  media-time-range[mapped] {
    --media-range-track-background: none;
    --media-range-bar-color: transparent;
    --media-time-range-buffered-color: transparent;
  }
  [part='map'] {
    left: 0;
    width: 100%;
    height: 100%;
    border-radius: 3px;
    background:
      linear-gradient(var(--ehr-open-color, #b4bdd0) 0 0) center / 100% 2px no-repeat,
      var(--ground, #141a27);
    box-shadow: 0 0 0 1px var(--ground, #141a27);
    opacity: 1;
    transform: none;
    translate: none;
  }
  [part='map'] i {
    position: absolute;
    left: calc(var(--a) * 100%);
    width: max(1px, calc((var(--z) - var(--a)) * 100%));
    inset-block: 0;
    border-radius: 2px;
  }
  [part='counted'] {
    background: var(--ehr-counted-color, var(--accent, #5b8cff));
  }
  [part='pending'] {
    background:
      repeating-linear-gradient(115deg, var(--ehr-pending-color, #fff) 0 3px, transparent 3px 6px) center / 100%
        calc(100% - 2px) no-repeat,
      var(--ground, #141a27);
  }
  [part='map'] [part='required'] {
    inset-block: -6px auto;
    height: 3px;
    background: var(--ehr-required-color, #ffc857);
    box-shadow: 0 0 0 1px var(--ground, #141a27);
  }
  [part='map'] [part='chapter'] {
    z-index: 1;
    width: 2px;
    margin-left: -1px;
    border-radius: 0;
    background: var(--ehr-chapter-color, var(--ground, #141a27));
  }
  [part='map'][hidden] {
    display: none;
  }
`
