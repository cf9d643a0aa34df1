plugins {
    kotlin("jvm") version "1.4.21"
}
