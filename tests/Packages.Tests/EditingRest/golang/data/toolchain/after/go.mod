module m

go 1.21

toolchain go1.21.5-custom
