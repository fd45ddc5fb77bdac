#include "tests/benchmarks/listserver/connection.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <thread>

namespace inia::benchmarks {

namespace {

constexpr std::string_view headers =
    "Content-Type: application/xml\r\nServer: AmazonS3\r\n"
    "x-amz-bucket-region: us-east-1\r\nx-amz-request-id: 0123456789ABCDEF\r\n";

/// The page a listing asks for: 0 without a token.
std::size_t requestedPage(std::string_view line)
{
    constexpr std::string_view start = "continuation-token=page-";
    const auto found = line.find(start);
    std::size_t number = 0;
    if (found != std::string_view::npos) {
        const auto token = line.substr(found + start.size());
        (void)std::from_chars(token.data(), token.data() + token.size(), number);
    }
    return number;
}

/// What a listing is to begin behind; empty without.
std::string startAfter(std::string_view line)
{
    constexpr std::string_view start = "start-after=";
    const auto found = line.find(start);
    if (found == std::string_view::npos)
        return {};
    std::string_view text = line.substr(found + start.size());
    text = text.substr(0, text.find_first_of("& "));
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned code = static_cast<unsigned char>(text[at]);
        if (text[at] == '%' && at + 2 < text.size()) {
            (void)std::from_chars(text.data() + at + 1, text.data() + at + 3, code, 16);
            at += 2;
        }
        decoded += static_cast<char>(code);
    }
    return decoded;
}

} // namespace

Connection::Connection(int socket, const ServerSettings& settings)
    : m_socket(socket),
      m_settings(settings),
      m_plain(settings.keyCount, false),
      m_encoded(settings.keyCount, true)
{
}

Connection::~Connection()
{
    ::close(m_socket);
}

void Connection::serve()
{
    for (std::string head = readHead(); !head.empty(); head = readHead()) {
        if (!answer(head))
            return;
    }
}

std::string Connection::readHead()
{
    constexpr std::string_view headEnd = "\r\n\r\n";
    for (;;) {
        if (const auto end = m_received.find(headEnd); end != std::string::npos) {
            const std::string head = m_received.substr(0, end + headEnd.size());
            m_received.erase(0, head.size());
            return head;
        }
        std::array<char, 8192> buffer{};
        const auto count = ::recv(m_socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            return {};
        m_received.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

bool Connection::answer(std::string_view head)
{
    const auto line = head.substr(0, head.find("\r\n"));
    if (!line.starts_with("GET ")) // HEAD: does the bucket exist?
        return sendText("HTTP/1.1 200 OK\r\n" + std::string(headers) + "Content-Length: 0\r\n\r\n");
    if (m_settings.pause > 0)
        std::this_thread::sleep_for(std::chrono::milliseconds(m_settings.pause));
    ListPages& pages = line.find("encoding-type=url") != std::string_view::npos ? m_encoded : m_plain;
    if (const std::string after = startAfter(line); !after.empty())
        return sendListing(pages.pageFrom(pages.keyBehind(after)));
    return sendListing(pages.page(std::min(requestedPage(line), pages.pageCount() - 1)));
}

bool Connection::sendListing(std::string_view body) const
{
    std::string text = "HTTP/1.1 200 OK\r\n" + std::string(headers);
    if (m_settings.chunkSize == 0)
        return sendText(text + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                        std::string(body));
    text += "Transfer-Encoding: chunked\r\n\r\n";
    text.reserve(text.size() + body.size() + body.size() / m_settings.chunkSize * 16 + 64);
    for (std::size_t at = 0; at < body.size(); at += m_settings.chunkSize) {
        const auto chunk = body.substr(at, m_settings.chunkSize);
        std::array<char, 20> size{};
        std::snprintf(size.data(), size.size(), "%zx\r\n", chunk.size());
        text.append(size.data()).append(chunk).append("\r\n");
    }
    return sendText(text + "0\r\n\r\n");
}

bool Connection::sendText(std::string_view text) const
{
    while (!text.empty()) {
        const auto count = ::send(m_socket, text.data(), text.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace inia::benchmarks
