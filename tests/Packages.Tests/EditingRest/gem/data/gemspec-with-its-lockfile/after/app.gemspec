Gem::Specification.new do |s|
  s.name = "app"
  s.add_dependency "rack", "~> 2.2.6"
  s.add_runtime_dependency(%q<json>.freeze, ["~> 2.0".freeze, "< 2.4"])
  s.add_development_dependency 'rake', '~> 13.0'
end
