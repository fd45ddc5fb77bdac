#include "ui/preview/previewcontent.h"

#include "core/formats/compressed.h"
#include "core/formats/format.h"
#include "ui/models/displaytext.h"
#include "ui/panels/bodyview.h"
#include "ui/widgets/stateview.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace inia::ui {

namespace {

class PreviewWords {
    Q_DECLARE_TR_FUNCTIONS(Preview)
};

struct FormatProblem {
    std::string_view code;
    const char* text;
};

// Why bytes cannot be read as what they seem to be, by core's codes.
constexpr std::array formatProblems{
    FormatProblem{"DamagedZip", QT_TRANSLATE_NOOP("Preview", "The directory of this zip file is damaged.")},
    FormatProblem{"NoZip",
                  QT_TRANSLATE_NOOP("Preview", "There is no directory at the end of this zip file.")},
    FormatProblem{"DirectoryTooLarge",
                  QT_TRANSLATE_NOOP("Preview", "The directory of this zip file is larger than 16 MiB.")},
    FormatProblem{"DamagedParquet",
                  QT_TRANSLATE_NOOP("Preview", "The footer of this Parquet file is damaged.")},
    FormatProblem{"EncryptedParquet",
                  QT_TRANSLATE_NOOP("Preview", "The footer of this Parquet file is encrypted.")},
    FormatProblem{"NoParquet",
                  QT_TRANSLATE_NOOP("Preview", "There is no footer at the end of this Parquet file.")},
    FormatProblem{"FooterTooLarge",
                  QT_TRANSLATE_NOOP("Preview", "The footer of this Parquet file is larger than 16 MiB.")},
    FormatProblem{"ChangedMeanwhile",
                  QT_TRANSLATE_NOOP("Preview", "The object has been replaced meanwhile.")},
};

QString problemText(const Error& error)
{
    const auto found =
        std::find_if(formatProblems.begin(), formatProblems.end(),
                     [&error](const FormatProblem& known) { return known.code == error.code; });
    return found == formatProblems.end() ? sentenceText(error.message)
                                         : QCoreApplication::translate("Preview", found->text);
}

// Why unpacking stopped; `last` is what was being taken off.
QString unpackProblem(const Error& error, Compression last)
{
    const UnpackLimits limits;
    if (error.code == "DamagedArchive")
        return PreviewWords::tr("What comes next is no %1 data any more.")
            .arg(toQString(compressionName(last)));
    if (error.code == "UnknownCompression")
        return PreviewWords::tr("It is packed in a way that cannot be unpacked here.");
    if (error.code == "WindowLimit")
        return PreviewWords::tr("Unpacking it would take more than 16 MiB at once.");
    if (error.code == "OutputLimit")
        return PreviewWords::tr("More than %1 come out of it; the rest is left out.")
            .arg(sizeText(limits.output));
    if (error.code == "RatioLimit")
        return PreviewWords::tr(
                   "More than %1 times as much comes out of it as went in; the rest is left out.")
            .arg(limits.ratio);
    if (error.code == "TimeLimit")
        return PreviewWords::tr("Unpacking it takes too long; the rest is left out.");
    return problemText(error);
}

std::string_view view(const QByteArray& bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

PreviewKind kindOf(Format format)
{
    switch (format) {
    case Format::Text:
        return PreviewKind::Text;
    case Format::Json:
        return PreviewKind::Json;
    case Format::JsonLines:
    case Format::Delimited:
        return PreviewKind::Table;
    case Format::Image:
    case Format::Svg:
        return PreviewKind::Picture;
    case Format::Zip:
        return PreviewKind::Archive;
    case Format::Parquet:
        return PreviewKind::Parquet;
    default:
        return PreviewKind::Hex;
    }
}

QString counted(qint64 count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(countText(count));
}

// What it is, where it is shown as bytes only.
QString unshownName(Format format)
{
    switch (format) {
    case Format::Pdf:
        return QStringLiteral("PDF");
    case Format::Tar:
        return QStringLiteral("tar");
    case Format::Avro:
        return QStringLiteral("Avro");
    case Format::Orc:
        return QStringLiteral("ORC");
    case Format::Media:
        return PreviewWords::tr("sound or film");
    default:
        return {};
    }
}

class Reading {
public:
    explicit Reading(const PreviewInput& input) : m_input(input) {}

    PreviewContent read()
    {
        m_content.base = m_input.base;
        unpack();
        const std::string inner = m_isPacked ? nameInside(m_input.key) : m_input.key;
        m_content.format = formatOf(m_bytes, inner, m_input.contentType);
        m_content.kind = m_input.kind.value_or(kindOf(m_content.format));
        const bool isTail = m_content.kind == PreviewKind::Archive || m_content.kind == PreviewKind::Parquet;
        if (isTail && m_isPacked) {
            note(PreviewWords::tr("What is at its end cannot be read before all of it is unpacked."));
            m_content.kind = PreviewKind::Hex;
        }
        fill();
        const bool isPlain = m_content.kind == PreviewKind::Text || m_content.kind == PreviewKind::Hex;
        m_content.hasEnd = isPlain && (m_input.base > 0 || (!m_isPacked && !m_input.isWhole()));
        m_content.isOver = m_content.isOver || m_input.base > 0;
        return std::move(m_content);
    }

private:
    [[nodiscard]] bool isAll() const { return m_input.isWhole() && m_stop.isEmpty(); }

    void note(const QString& sentence)
    {
        m_content.notice += m_content.notice.isEmpty() ? sentence : u' ' + sentence;
    }

    void unpack()
    {
        m_bytes = view(m_input.bytes);
        m_isPacked = m_input.base == 0 && compressionOf(m_bytes) != Compression::None;
        if (!m_isPacked || m_input.kind == PreviewKind::Hex)
            return;
        Unpacker unpacker;
        const auto unpacked = unpacker.add(m_bytes, m_unpacked);
        for (const Compression layer : unpacker.layers())
            m_content.facts.append(toQString(compressionName(layer)));
        if (!unpacked) {
            const auto& layers = unpacker.layers();
            m_stop = unpackProblem(unpacked.error(), layers.empty() ? Compression::None : layers.back());
            note(m_stop);
            m_content.isOver = true;
        }
        if (unpacked || !m_unpacked.empty())
            m_bytes = m_unpacked;
    }

    void fill()
    {
        std::string text;
        switch (m_content.kind) {
        case PreviewKind::Json:
            fillJson();
            break;
        case PreviewKind::Table:
            fillTable();
            break;
        case PreviewKind::Picture:
            fillPicture();
            break;
        case PreviewKind::Text:
            decode(text);
            m_content.text = TextLines::of(std::move(text));
            m_content.facts.append(counted(qint64(m_content.text.size()), PreviewWords::tr("1 line"),
                                           PreviewWords::tr("%1 lines")));
            break;
        case PreviewKind::Hex:
            m_content.bytes =
                m_bytes.data() == m_unpacked.data() ? QByteArray::fromStdString(m_unpacked) : m_input.bytes;
            if (const QString name = unshownName(m_content.format); !name.isEmpty())
                m_content.facts.append(name);
            break;
        case PreviewKind::Archive:
        case PreviewKind::Parquet:
            break;
        }
    }

    void decode(std::string& text)
    {
        std::string_view bytes = m_bytes;
        if (bytes.size() > static_cast<std::size_t>(mostTextBytes)) {
            bytes = bytes.substr(0, static_cast<std::size_t>(mostTextBytes));
            note(PreviewWords::tr("The first %1 are shown.").arg(sizeText(mostTextBytes)));
            m_content.isOver = true;
            m_stop = m_content.notice;
        }
        constexpr std::size_t enough = 65'536;
        std::string encoding = encodingOf(bytes.substr(0, enough), m_input.contentType);
        if (encoding.empty())
            encoding = "UTF-8";
        TextDecoder decoder(encoding);
        text = decoder.decode(bytes);
        // Of the line that is cut nobody knows how it begins.
        if (m_input.base > 0)
            text.erase(0, text.find('\n') + 1);
        m_content.facts.append(toQString(encoding));
        if (const auto ends = decoder.lineEnds().name(); !ends.empty())
            m_content.facts.append(ends == "mixed" ? PreviewWords::tr("mixed line ends") : toQString(ends));
        if (decoder.unreadable() > 0)
            m_content.facts.append(counted(decoder.unreadable(), PreviewWords::tr("1 place unreadable"),
                                           PreviewWords::tr("%1 places unreadable")));
    }

    void fillJson()
    {
        const bool isTooLarge = m_input.size > mostJsonBytes || std::int64_t(m_bytes.size()) > mostJsonBytes;
        if (isTooLarge) {
            note(PreviewWords::tr("Larger than %1, so it is shown as text.").arg(sizeText(mostJsonBytes)));
            m_content.kind = PreviewKind::Text;
            fill();
            return;
        }
        if (!m_input.isWhole() && m_stop.isEmpty()) {
            m_content.needsWhole = true;
            return;
        }
        std::string text;
        decode(text);
        m_content.json = readJson(text);
        m_content.text = TextLines::of(prettyJson(toQString(text)).toStdString());
        m_content.isOver = true;
        if (!m_content.json.problem.empty())
            note(PreviewWords::tr("It is no JSON from byte %1 on: %2")
                     .arg(countText(qint64(m_content.json.problemAt)), sentenceText(m_content.json.problem)));
        else if (!m_content.json.isComplete)
            note(PreviewWords::tr("The document ends too early: what is there is shown."));
        if (m_content.json.longNumbers > 0)
            m_content.facts.append(counted(qint64(m_content.json.longNumbers),
                                           PreviewWords::tr("1 number of more than 64 bits"),
                                           PreviewWords::tr("%1 numbers of more than 64 bits")));
    }

    void fillTable()
    {
        const auto text = std::make_shared<std::string>();
        decode(*text);
        const bool isLines =
            m_content.format == Format::JsonLines || (m_content.format == Format::Json && !m_input.dialect);
        m_content.table =
            isLines ? TextTable::jsonLines(text, !isAll())
                    : TextTable::delimited(text, m_input.dialect.value_or(TextTable::guess(*text)), !isAll());
        m_content.facts.append(
            counted(qint64(m_content.table.size()), PreviewWords::tr("1 row"), PreviewWords::tr("%1 rows")));
    }

    void fillPicture()
    {
        const std::int64_t most = m_content.format == Format::Svg ? mostSvgBytes : mostPictureBytes;
        if (m_input.size > most || std::int64_t(m_bytes.size()) > most) {
            m_content.refusal =
                PreviewWords::tr("Pictures of more than %1 are not shown. Download it to look at it.")
                    .arg(sizeText(most));
            return;
        }
        m_content.needsWhole = !m_input.isWhole();
        m_content.isOver = !m_content.needsWhole;
        m_content.bytes = QByteArray(m_bytes.data(), static_cast<qsizetype>(m_bytes.size()));
    }

    const PreviewInput& m_input;
    PreviewContent m_content;
    std::string m_unpacked;
    std::string_view m_bytes; ///< what is to be shown
    QString m_stop;           ///< why there is less than would be
    bool m_isPacked = false;
};

} // namespace

QString previewKindName(PreviewKind kind)
{
    switch (kind) {
    case PreviewKind::Text:
        return PreviewWords::tr("Text");
    case PreviewKind::Json:
        return PreviewWords::tr("JSON");
    case PreviewKind::Table:
        return PreviewWords::tr("Table");
    case PreviewKind::Picture:
        return PreviewWords::tr("Picture");
    case PreviewKind::Archive:
        return PreviewWords::tr("Zip archive");
    case PreviewKind::Parquet:
        return PreviewWords::tr("Parquet");
    case PreviewKind::Hex:
        break;
    }
    return PreviewWords::tr("Hex");
}

TextLines TextLines::of(std::string text)
{
    auto starts = std::make_shared<std::vector<std::uint32_t>>();
    if (!text.empty())
        starts->push_back(0);
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const bool isEnd = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
        if (isEnd)
            starts->push_back(static_cast<std::uint32_t>(i + 1));
    }
    return {std::make_shared<const std::string>(std::move(text)), std::move(starts)};
}

std::string_view TextLines::line(std::size_t number) const
{
    const std::size_t begin = (*starts)[number];
    const std::size_t end = number + 1 < starts->size() ? (*starts)[number + 1] : text->size();
    std::string_view line = std::string_view(*text).substr(begin, end - begin);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

PreviewContent readPreview(const PreviewInput& input)
{
    return Reading(input).read();
}

StateContent previewFailure(const Error& error, bool hasRequest)
{
    const auto has = [&error](const char* word) { return error.message.find(word) != std::string::npos; };
    QString title = PreviewWords::tr("It cannot be shown");
    if (error.code == "ChangedMeanwhile")
        title = PreviewWords::tr("Changed meanwhile");
    else if (error.code == "InvalidObjectState")
        title = PreviewWords::tr("This object is archived");
    else if (error.code == "KMS.DisabledException" || error.code == "KMS.KMSInvalidStateException")
        title = PreviewWords::tr("The key of this object is disabled");
    else if (isAccessDenied(error) && has("kms:Decrypt"))
        title = PreviewWords::tr("You may not use the key of this object");
    else if (isAccessDenied(error))
        title = PreviewWords::tr("You may not read this object");
    else if (error.httpStatus == 404)
        title = PreviewWords::tr("There is no such object any more");
    else if (error.httpStatus == 400 && has("Server Side Encryption"))
        title = PreviewWords::tr("It takes the customer's key to read this object");
    StateContent content = errorState(error, title, hasRequest);
    if (error.operation.empty())
        content.sentence = problemText(error);
    if (error.code == "InvalidObjectState") {
        content.iconName = QStringLiteral("clock");
        content.sentence = PreviewWords::tr("Its bytes can be read once it has been restored.");
    }
    // What its bytes are is not the service's doing, and asking again would change nothing.
    if (error.kind == ErrorKind::Unsupported || (error.kind == ErrorKind::Parse && error.operation.empty())) {
        content.iconName = QStringLiteral("file");
        content.danger = false;
        content.facts.clear();
        content.actions = {
            {previewaction::showBytes, PreviewWords::tr("Show its bytes"), QStringLiteral("code")}};
    }
    if (error.code == "ChangedMeanwhile") {
        content.danger = false;
        for (StateAction& action : content.actions) {
            if (action.id == stateaction::retry)
                action.text = PreviewWords::tr("Reload");
        }
    }
    offerSignIn(content, error);
    return content;
}

} // namespace inia::ui
