module b

require golang.org/x/net v0.2.0
