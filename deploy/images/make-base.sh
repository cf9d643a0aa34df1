#!/usr/bin/env bash
# Makes the two base images of the Dockerfile where no registry can be reached: Debian from its mirror, .NET as it is installed here.
#   deploy/images/make-base.sh [SUITE] [MIRROR]     as root, with debootstrap and docker
# Then: docker build --build-arg SDK_IMAGE=cortex-sdk:local --build-arg RUNTIME_IMAGE=cortex-runtime:local …
set -euo pipefail

suite="${1:-bookworm}"
mirror="${2:-http://deb.debian.org/debian}"
dotnet="$(dirname "$(readlink -f "$(command -v dotnet)")")"
packages="${NUGET_PACKAGES:-$HOME/.nuget/packages}"
root="$(mktemp -d)"
trap 'rm -rf "$root"' EXIT

debootstrap --variant=minbase --include=ca-certificates,git,libicu72,libssl3,zlib1g "$suite" "$root" "$mirror" >&2

# What a running container never reads.
rm -rf "$root"/usr/share/{doc,man,info,locale,lintian,perl} "$root"/var/{cache,log}/* "$root"/var/lib/apt/lists/* "$root"/usr/lib/*-linux-gnu/perl

install -d "$root/usr/share/dotnet" "$root/usr/bin"
cp -a "$dotnet"/{dotnet,host,shared} "$root/usr/share/dotnet/"
ln -sf /usr/share/dotnet/dotnet "$root/usr/bin/dotnet"
tar -C "$root" -c . | docker import --change 'ENV DOTNET_ROOT=/usr/share/dotnet' - cortex-runtime:local

# The SDK, and the packages that were restored here, so that a build asks nobody.
cp -a "$dotnet"/{packs,sdk,sdk-manifests,templates} "$root/usr/share/dotnet/" 2>/dev/null || true
[[ -d "$root/usr/share/dotnet/sdk" ]] || { printf 'make-base: there is no SDK in %s\n' "$dotnet" >&2; exit 1; }
install -d "$root/root/.nuget"
cp -a "$packages" "$root/root/.nuget/packages"
tar -C "$root" -c . | docker import --change 'ENV DOTNET_ROOT=/usr/share/dotnet' - cortex-sdk:local
