/// Types whose values are clients of Microsoft Graph, or of HTTP.
enum CodeTypes {
  static let clients: Set<String> = [
    "GraphServiceClient", "IGraphServiceClient", "GraphClient", "BaseGraphServiceClient", "GraphServiceBetaClient",
    "MSGraphClientV3", "MSGraphClient", "GraphRequestAdapter", "NewGraphServiceClient", "MicrosoftGraphClient",
    "NewGraphServiceClientWithCredentials", "NewGraphServiceClientWithCredentialsAndHosts", "createGraphServiceClient",
  ]

  static let http: Set<String> = [
    "HttpClient", "IHttpClientFactory", "RestTemplate", "WebClient", "OkHttpClient", "CloseableHttpClient", "Session",
    "ClientSession", "AsyncClient", "AxiosInstance", "RestClient", "HttpService", "AadHttpClient", "IRestClient",
    "AsyncHTTPClient", "HTTPClient", "PoolManager",
  ]

  /// Whether a type is one of a client of HTTP, as a file names it: of Go's and Python's `Client` its imports say whose.
  static func isHTTP(_ type: String, _ file: CodeFile) -> Bool {
    if http.contains(type) { return true }
    guard type == "Client", file.language == "go" || file.language == "python" else { return false }
    return file.imports.contains { text in ["net/http", "resty", "httpx"].contains(where: text.holds) }
  }
}
