#!/bin/sh
# system-libraries.sh IMAGE: copies what the runtime and the native libraries take from this system, but for glibc:
# the C++ library into lib/system, which the launcher uses where a system has none; what a JDK of a distribution
# links (zlib, freetype …) beside that JDK's own. With their licences, where this system has them.
set -eu
image=$1
find "$image/runtime" "$image/lib/native" -type f \( -name '*.so*' -o -name java \) -exec ldd {} + 2>/dev/null |
  sed -n 's/^[[:space:]]*\([^ ]*\) => \(\/.*\) (0x[0-9a-f]*)$/\1 \2/p' | LC_ALL=C sort -u >"$image/../scratch/needed"
mkdir -p "$image/lib/system" "$image/licences/system"
while read -r name file; do
  case $name:$file in
    *:"$image"/* | libc.so.* | libm.so.* | libdl.so.* | librt.so.* | libpthread.so.* | libutil.so.* | ld-linux*) continue ;;
    libstdc++.so.* | libgcc_s.so.*) to=lib/system ;;
    *)
      to=runtime/lib
      echo "release: this JDK links the system's $name, which goes along; a JDK such as Temurin has its own"
      ;;
  esac
  cp -L "$file" "$image/$to/$name"
  # Debian's list may name the file under /lib or under /usr/lib
  path=$(readlink -f "$file")
  package=$({ dpkg-query -S "$path" || dpkg-query -S "${path#/usr}"; } 2>/dev/null | sed 's/[: ].*//;q') || package=
  if [ -r "/usr/share/doc/$package/copyright" ]; then
    cp -L "/usr/share/doc/$package/copyright" "$image/licences/system/$package.txt"
  else
    echo "release: $name: no licence found on this system; add it to licences/system" >&2
  fi
done <"$image/../scratch/needed"
