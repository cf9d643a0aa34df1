gem "rack", "2.2.6"
