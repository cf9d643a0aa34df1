module m

require "golang.org/x/text" v0.3.8
require	golang.org/x/net   v0.7.0//indirect