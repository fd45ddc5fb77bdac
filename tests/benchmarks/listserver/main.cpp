// inia-listserver [--keys N] [--chunk BYTES] [--pause MS]: a bucket with N keys on a free port of this
// machine, whose number is the only line it prints. Ends when it is told to.
#include "tests/benchmarks/listserver/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <thread>

namespace {

using namespace inia::benchmarks;

std::optional<ServerSettings> settingsFrom(int argc, char* argv[])
{
    ServerSettings settings;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name(argv[i]);
        std::size_t* target = name == "--keys"    ? &settings.keyCount
                              : name == "--chunk" ? &settings.chunkSize
                              : name == "--pause" ? &settings.pause
                                                  : nullptr;
        if (!target || i + 1 == argc)
            return std::nullopt;
        const char* end = argv[i + 1] + std::strlen(argv[i + 1]);
        if (const auto read = std::from_chars(argv[i + 1], end, *target); read.ptr != end)
            return std::nullopt;
    }
    return settings;
}

/// A listening socket on 127.0.0.1, and its port; negative when there is none to be had.
int listenSomewhere(int& port)
{
    const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (listener < 0 || ::bind(listener, generic, size) != 0 || ::listen(listener, 64) != 0 ||
        ::getsockname(listener, generic, &size) != 0)
        return -1;
    port = ntohs(address.sin_port);
    return listener;
}

} // namespace

int main(int argc, char* argv[])
{
    const auto settings = settingsFrom(argc, argv);
    if (!settings) {
        std::fputs("usage: inia-listserver [--keys N] [--chunk BYTES] [--pause MS]\n", stderr);
        return 2;
    }
    int port = 0;
    const int listener = listenSomewhere(port);
    if (listener < 0) {
        std::perror("inia-listserver: no port to listen on");
        return 1;
    }
    std::printf("%d\n", port);
    std::fflush(stdout);
    for (;;) {
        const int socket = ::accept(listener, nullptr, nullptr);
        if (socket < 0)
            continue;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        std::thread([socket, settings] { Connection(socket, *settings).serve(); }).detach();
    }
}
