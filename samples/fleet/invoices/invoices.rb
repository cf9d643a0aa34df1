# frozen_string_literal: true

require "json"
require_relative "lib/invoice"

JSON.parse(File.read(ARGV.fetch(0))).group_by { |order| order["customer"] }.each do |customer, orders|
  File.write("#{customer.gsub(/\W+/, '-')}.txt", Invoice.new(customer, orders).text(orders.first["country"], Time.now))
end
