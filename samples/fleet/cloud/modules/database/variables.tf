variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "allowed_cidr_blocks" {
  type = list(string)
}

variable "instance_class" {
  type    = string
  default = "db.t4g.small"
}

variable "encrypted" {
  type    = bool
  default = true
}

variable "public" {
  type    = bool
  default = false
}

variable "password" {
  type      = string
  sensitive = true
}

output "address" {
  value = aws_db_instance.this.address
}
