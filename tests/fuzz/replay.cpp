#include "tests/fuzz/fuzztarget.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <cstdio>
#include <cstring>

namespace {

int runs = 0;

/// A copy of its own exact size, so that a sanitizer sees every byte read beyond it.
void run(const QByteArray& input)
{
    const auto size = static_cast<std::size_t>(input.size());
    auto* copy = static_cast<std::uint8_t*>(std::malloc(size + 1));
    std::memcpy(copy, input.constData(), size);
    auto* exact = static_cast<std::uint8_t*>(std::realloc(copy, size > 0 ? size : 1));
    LLVMFuzzerTestOneInput(exact, size);
    std::free(exact);
    ++runs;
}

/// The input, all its beginnings, and all that differ from it in one place.
void runDamaged(const QByteArray& input)
{
    run(input);
    for (qsizetype at = 0; at < input.size(); ++at) {
        run(input.left(at));
        run(input.left(at) + input.mid(at + 1));
        run(input.left(at) + input.mid(at, 8) + input.mid(at));
        for (const int change : {0x01, 0x80, 0xFF, 0x20}) {
            QByteArray damaged = input;
            damaged[at] = static_cast<char>(damaged[at] ^ change);
            run(damaged);
        }
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
        return 2;
    }
    const QDir corpus(QString::fromLocal8Bit(argv[1]));
    const auto names = corpus.entryList(QDir::Files, QDir::Name);
    for (const auto& name : names) {
        QFile file(corpus.filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s cannot be read\n", qPrintable(file.fileName()));
            return 1;
        }
        // Binary inputs are kept as hexadecimal text, which people can read and change.
        const QByteArray content = file.readAll();
        runDamaged(name.endsWith(QStringLiteral(".hex")) ? QByteArray::fromHex(content) : content);
    }
    std::printf("%d inputs from %d files\n", runs, static_cast<int>(names.size()));
    return names.isEmpty() ? 1 : 0;
}
