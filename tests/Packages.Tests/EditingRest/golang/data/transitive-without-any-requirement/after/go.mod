module m

go 1.16

require golang.org/x/net v0.7.0 // indirect
