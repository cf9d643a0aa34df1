module m

go 1.22

toolchain go1.22.5

require github.com/a/b v1.0.0
