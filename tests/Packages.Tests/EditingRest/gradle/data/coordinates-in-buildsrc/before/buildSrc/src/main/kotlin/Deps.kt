object Deps {
    const val crane = "org.quay:crane:0.5.0"
}
