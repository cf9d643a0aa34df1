defmodule A.MixProject do
  use Mix.Project

  def project, do: [app: :a, version: "0.1.0", deps: deps()]

  defp deps do
    [
      {:loose, "~> 1.2"},
      {:tight, "~> 1.2.3", only: :test},
      {:exact, "1.2.3"},
      {:equal, "== 1.2.3"},
      {:both, ">= 1.0.0 and < 1.4.0"},
      {:either, "~> 1.0 or ~> 2.0"},
      # {:tight, "~> 1.2.3"}
      {:other,
       "~> 1.2.3",
       hex: :renamed}
    ]
  end
end
