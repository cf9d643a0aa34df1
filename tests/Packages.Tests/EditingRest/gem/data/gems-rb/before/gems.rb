gem "rack", "2.0.1"
