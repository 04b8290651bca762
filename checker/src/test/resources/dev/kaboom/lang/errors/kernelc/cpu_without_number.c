CPU {
}
