pub fn normalise(x: np.float64[n]) -> np.float64[n] {
    mu = np.mean(x)
    sigma = np.std(x)
    return (x - mu) / sigma
}
