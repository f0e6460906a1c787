import type { Messages } from '../i18n/messages.js'
import { h } from './dom.js'
import { icon } from './drawing.js'
import { LEARNERS, type Learner } from './learners.js'

/** Draws who is learning and, behind it, whom one may be instead. */
export function showLearnerMenu(
  place: HTMLElement,
  messages: Messages,
  current: Learner,
  choose: (learner: Learner) => void,
): void {
  const list = h('div', {
    id: 'learners',
    popover: 'auto',
    class: 'learners',
    role: 'group',
    'aria-label': messages.learners,
  })
  list.append(h('p', { class: 'learners-title' }, messages.learners))
  for (const learner of LEARNERS) {
    const isCurrent = learner === current
    const button = h(
      'button',
      { type: 'button', class: 'learner', 'data-learner': learner.id, 'aria-pressed': isCurrent ? 'true' : 'false' },
      avatar(learner),
      h(
        'span',
        { class: 'learner-words' },
        h('strong', {}, learner.name),
        h('small', {}, learner.enrolled ? messages.enrolled : messages.notEnrolled),
      ),
      isCurrent && icon('check'),
    )
    button.addEventListener('click', () => {
      list.hidePopover()
      if (!isCurrent) choose(learner)
    })
    list.append(button)
  }
  const opener = h(
    'button',
    { type: 'button', class: 'learner-now', popovertarget: 'learners' },
    avatar(current),
    h('span', { class: 'learner-name' }, h('span', { class: 'unseen' }, `${messages.learner} `), current.name),
    icon('chevron'),
  )
  place.replaceChildren(opener, list)
}

function avatar({ id, name }: Learner): HTMLElement {
  return h('span', { class: `avatar avatar-${id}`, 'aria-hidden': 'true' }, name.slice(0, 1))
}
