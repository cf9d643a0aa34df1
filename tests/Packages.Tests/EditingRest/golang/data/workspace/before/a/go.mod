module a

require (
	github.com/x/y v0.9.0
	golang.org/x/net v0.1.0
)
