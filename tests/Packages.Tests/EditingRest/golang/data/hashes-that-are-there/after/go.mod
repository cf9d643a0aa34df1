module m

require golang.org/x/text v0.3.8
