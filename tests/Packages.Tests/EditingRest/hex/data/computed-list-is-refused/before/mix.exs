defmodule A do
  def deps, do: more()
end
