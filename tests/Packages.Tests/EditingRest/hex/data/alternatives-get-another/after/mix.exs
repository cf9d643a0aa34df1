defmodule A.MixProject do
  use Mix.Project

  def project, do: [app: :a, version: "0.1.0", deps: deps()]

  defp deps do
    [
      {:plug, "~> 0.2 or ~> 1.0 or ~> 2.5"},
      {:ecto, "~> 0.2 or < 3.0.0"}
    ]
  end
end
