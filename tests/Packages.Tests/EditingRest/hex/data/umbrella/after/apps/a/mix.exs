defmodule A.MixProject do
  use Mix.Project

  def project, do: [app: :a, version: "0.1.0", deps: deps()]

  defp deps do
    [
      {:plug, "== 1.3.2"},
      {:b, in_umbrella: true}
    ]
  end
end
