#pragma once

#include "core/formats/format.h"
#include "core/formats/textdocuments.h"

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia::ui {

struct StateContent;

// How an object can be looked at.
enum class PreviewKind : quint8 { Text, Json, Table, Picture, Archive, Parquet, Hex };
inline constexpr int previewKindCount = static_cast<int>(PreviewKind::Hex) + 1;
[[nodiscard]] QString previewKindName(PreviewKind kind);

// A text and where its lines begin; shared, as both can be large.
struct TextLines {
    std::shared_ptr<const std::string> text; // UTF-8
    std::shared_ptr<const std::vector<std::uint32_t>> starts;

    [[nodiscard]] static TextLines of(std::string text);
    [[nodiscard]] std::size_t size() const { return starts ? starts->size() : 0; }
    // Without its end.
    [[nodiscard]] std::string_view line(std::size_t number) const;
};

// What is known of an object when it is to be shown.
struct PreviewInput {
    QByteArray bytes;
    std::int64_t base = 0; // where in the object they begin; only text and bytes begin elsewhere than at 0
    std::int64_t size = -1;
    std::string key;
    std::string contentType;
    std::optional<PreviewKind> kind; // chosen by hand
    std::optional<TextTable::Dialect> dialect;

    [[nodiscard]] bool isWhole() const { return base == 0 && size >= 0 && bytes.size() >= size; }
};

// What it comes to. Which parts are filled is the kind's to say.
struct PreviewContent {
    PreviewKind kind = PreviewKind::Hex;
    Format format = Format::Binary;
    bool needsWhole = false; // nothing can be shown before all of it has come
    bool isOver = false;     // more bytes would change nothing
    TextLines text;          // of Text; of Json as it is laid out
    JsonDocument json;
    TextTable table;
    QByteArray bytes; // of Picture and Hex
    std::int64_t base = 0;
    bool hasEnd = false; // which can be looked at by itself
    QStringList facts;   // "gzip", "UTF-8", "LF"
    QString notice;      // what is missing, and why
    QString refusal;     // why it cannot be shown at all
};

inline constexpr std::int64_t mostJsonBytes = std::int64_t(8) << 20;
inline constexpr std::int64_t mostPictureBytes = std::int64_t(32) << 20;
inline constexpr std::int64_t mostSvgBytes = std::int64_t(4) << 20;
inline constexpr std::int64_t mostTextBytes = std::int64_t(32) << 20;

namespace previewaction {
inline const QString showBytes = QStringLiteral("show-bytes");
}
// What the error means for an object that somebody wants to look at.
[[nodiscard]] StateContent previewFailure(const Error& error, bool hasRequest);

// Takes its time, up to some seconds: to be called in another thread.
[[nodiscard]] PreviewContent readPreview(const PreviewInput& input);

} // namespace inia::ui
