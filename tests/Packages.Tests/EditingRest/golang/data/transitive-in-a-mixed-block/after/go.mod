module m

require (
	github.com/b/c v1.0.0
	github.com/z/z v1.0.0 // indirect
	golang.org/x/net v0.7.0 // indirect
)
