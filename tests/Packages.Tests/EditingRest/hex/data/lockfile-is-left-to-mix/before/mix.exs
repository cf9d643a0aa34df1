defmodule A.MixProject do
  use Mix.Project

  def project, do: [app: :a, version: "0.1.0", deps: deps()]

  defp deps do
    [
      {:plug, "~> 1.2.0"}
    ]
  end
end
