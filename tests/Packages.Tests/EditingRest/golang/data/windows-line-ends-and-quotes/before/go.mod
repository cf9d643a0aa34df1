module m

require "golang.org/x/text" v0.3.5
require	golang.org/x/net   v0.1.0//indirect