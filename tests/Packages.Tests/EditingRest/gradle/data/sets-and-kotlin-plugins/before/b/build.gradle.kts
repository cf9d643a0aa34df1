plugins {
    kotlin("jvm") version "1.3.72"
}
