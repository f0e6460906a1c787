#!/bin/sh
# Makes the test film: 20 s of a test pattern with a tone, a key frame every half second so that seeks land exactly.
# WebM, because every build of Chromium plays it. Needs ffmpeg.
set -eu
cd "$(dirname "$0")"
ffmpeg -loglevel error -y \
  -f lavfi -i 'testsrc2=size=160x90:rate=25:duration=20' \
  -f lavfi -i 'sine=frequency=330:duration=20' \
  -c:v libvpx -b:v 60k -g 12 -c:a libopus -b:a 16k \
  -fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1 \
  film.webm
