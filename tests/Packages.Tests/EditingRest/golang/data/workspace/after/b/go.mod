module b

require golang.org/x/net v0.7.0
