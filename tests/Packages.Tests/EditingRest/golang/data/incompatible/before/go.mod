module m

require github.com/docker/docker v20.10.7+incompatible
