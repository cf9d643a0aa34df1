defmodule Part.MixProject do
  use Mix.Project

  def application, do: [extra_applications: [:logger], mod: {:part, "9.9.9"}]

  # deps come here
  defp deps do
    [
      {:exact, "1.2.3"}, {:equal, "== 1.2.4"},
      {:range, ">= 1.0.0 and < 2.0.0"}, # {:comment, "1.0.0"}
      {:local, path: "../local"},
      {:checker, "~> 1.6", only: [:dev, :test], runtime: false},
      {:everywhere, "~> 1.6", only: [:dev, :prod]},
      {:maybe, "~> 2.0", optional: true},
      {:spread, "3.0.0",
       only: :dev},
      {:forked, github: "team/forked"}
    ]
  end

  defp package do
    [links: %{"Home" => "x"}, files: {:not_a_dep, "1.0.0"}]
  end
end
