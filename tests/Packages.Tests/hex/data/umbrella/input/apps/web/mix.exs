defmodule Web.MixProject do
  use Mix.Project

  defp deps do
    [{:plug, "~> 1.14"}, {:core, in_umbrella: true}, {:absent, "~> 1.0"}]
  end
end
