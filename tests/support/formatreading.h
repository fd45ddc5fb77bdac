#pragma once

#include "core/formats/compressed.h"
#include "core/formats/format.h"
#include "core/formats/parquetfooter.h"
#include "core/formats/textdocuments.h"

#include <memory>
#include <string>
#include <string_view>

namespace inia::tests {

/// Feeds a reader of the end of a file with the parts it wants; empty when it has what it wants, else the
/// code of its error. Wanting what is not there, or never having enough, is "BadWish".
inline std::string readTail(TailReader& reader, std::string_view file)
{
    constexpr int mostParts = 4;
    for (int i = 0; i < mostParts; ++i) {
        const auto part = reader.wanted();
        if (!part)
            return {};
        if (part->offset < 0 || part->size < 0 ||
            part->offset + part->size > static_cast<std::int64_t>(file.size()))
            return "BadWish";
        const auto added = reader.add(
            file.substr(static_cast<std::size_t>(part->offset), static_cast<std::size_t>(part->size)));
        if (!added)
            return added.error().code;
    }
    return "BadWish";
}

/// Any bytes through all readers, with limits that a test can wait for. False when one has broken a promise.
inline bool readEverything(std::string_view bytes)
{
    (void)formatOf(bytes, "a.json", "text/csv");
    UnpackLimits limits;
    limits.output = std::int64_t(4) << 20;
    std::string unpacked;
    Unpacker unpacker(limits);
    (void)unpacker.add(bytes, unpacked);
    if (unpacked.size() > static_cast<std::size_t>(limits.output))
        return false;

    const std::string encoding = encodingOf(bytes, {});
    TextDecoder decoder(encoding.empty() ? "UTF-8" : encoding);
    const auto text = std::make_shared<const std::string>(decoder.decode(bytes));
    if (!isUtf8(*text) || decoder.unreadable() < 0)
        return false;
    const JsonDocument document = readJson(*text);
    if (document.isComplete && !document.problem.empty())
        return false;
    for (const bool isCut : {false, true}) {
        for (const TextTable& table : {TextTable::delimited(text, TextTable::guess(*text), isCut),
                                       TextTable::jsonLines(text, isCut)}) {
            for (std::size_t row = 0; row < table.size(); ++row) {
                if (table.row(row).cells.size() < table.columns().size())
                    return false;
            }
        }
    }
    (void)hexRow(0, bytes.substr(0, hexRowBytes));

    ZipDirectory zip(static_cast<std::int64_t>(bytes.size()));
    ParquetFooter parquet(static_cast<std::int64_t>(bytes.size()));
    return readTail(zip, bytes) != "BadWish" && readTail(parquet, bytes) != "BadWish";
}

} // namespace inia::tests
