#include "core/compare/sides.h"

#include "core/checksum/checksum.h"
#include "core/common/localpath.h"
#include "core/config/clientconfig.h"
#include "core/transfer/localname.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QFileInfo>
#include <QtCore/QStandardPaths>

#include <algorithm>
#include <utility>

namespace inia {

// ---- places -----------------------------------------------------------------------------------------------

std::string ComparePlace::text() const
{
    return isLocal() ? pathText(folder) : "s3://" + bucket + '/' + prefix;
}

std::string ComparePlace::identity() const
{
    if (!isLocal())
        return (client ? client->config().endpointUrl : std::string()) + ' ' + text();
    const QString canonical = QFileInfo(folder).canonicalFilePath();
    return bytesOfPath(canonical.isEmpty() ? QDir::cleanPath(QFileInfo(folder).absoluteFilePath())
                                           : canonical)
        .toStdString();
}

QString ComparePlace::file(std::string_view path) const
{
    return folder + (folder.endsWith(u'/') ? QString() : QStringLiteral("/")) +
           pathFromBytes(QByteArray(path.data(), static_cast<qsizetype>(path.size())));
}

void SideRows::Cursor::next()
{
    constexpr std::int64_t nsInMs = 1'000'000;
    while (m_cursor.next()) {
        const ListedRow& listed = m_cursor.row();
        std::string_view etag = listed.etag;
        if (etag.size() > 1 && etag.front() == '"' && etag.back() == '"')
            etag = etag.substr(1, etag.size() - 2);
        const bool isInNs = m_side.isLocal || listed.modified == ListedRow::noTime;
        m_row = {listed.key.substr(std::min(m_side.prefix, listed.key.size())), etag, listed.storageClass,
                 listed.size, isInNs ? listed.modified : listed.modified * nsInMs};
        // Objects that stand for folders hold nothing.
        if (m_side.isLocal || !(m_row.path.empty() || m_row.path.ends_with('/')))
            return;
    }
    m_isAtEnd = true;
}

std::string fingerprintOf(const SideRows::Row& row, bool isLocal)
{
    return std::to_string(row.size) + ':' + (isLocal ? std::to_string(row.time) : std::string(row.etag));
}

std::optional<SideRows::Row> lookAtFile(const QString& path)
{
    const auto found = FoundFile::lookAt(path);
    if (!found)
        return std::nullopt;
    SideRows::Row row;
    row.size = found->size;
    row.time = found->modified;
    return row;
}

SideRows readFolder(const QString& folder, const PathFilter& filter, const std::atomic_bool& stopped,
                    std::atomic<std::uint64_t>& read)
{
    SideRows side;
    side.isLocal = true;
    side.isWhole = true;
    walkInOrder(folder, filter, stopped, [&](const FoundFile& found) {
        static constexpr std::string_view kinds[]{"", SideRows::unreadable, SideRows::special,
                                                  SideRows::foreign};
        ListedRow row;
        row.key = found.path;
        row.storageClass = kinds[static_cast<std::size_t>(found.kind)];
        row.size = found.size;
        row.modified = found.modified;
        side.rows.append(row);
        side.isWhole = side.isWhole && found.kind != FoundFile::Kind::Unreadable;
        ++read;
    });
    side.isWhole = side.isWhole && !stopped;
    return side;
}

bool ignoresCase(const QString& folder)
{
    const QFileInfo info(folder);
    const QString name = info.fileName();
    const QString other = name == name.toUpper() ? name.toLower() : name.toUpper();
    const QFileInfo twin(info.path() + u'/' + other);
    return other != name && info.exists() && twin.exists() &&
           twin.canonicalFilePath().compare(info.canonicalFilePath(), Qt::CaseInsensitive) == 0 &&
           !QFileInfo(info.path()).dir().entryList({other}, QDir::AllEntries | QDir::Hidden).contains(other);
}

// ---- what was seen ----------------------------------------------------------------------------------------

namespace {

// A line is a sign, two fingerprints and the path, with tabs between them.
constexpr char sameSign = '=';
constexpr char sendingSign = '>';
constexpr char goneSign = '-';

std::string lineOf(char sign, const std::string& source, const std::string& target, const std::string& path)
{
    std::string line = sign + source + '\t' + target + '\t';
    for (const char c : path) {
        if (c == '\n' || c == '\\')
            line += '\\';
        line += c == '\n' ? 'n' : c;
    }
    return line + '\n';
}

std::string unescaped(std::string_view text)
{
    std::string path;
    path.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isEscape = text[at] == '\\' && at + 1 < text.size();
        path += !isEscape ? text[at] : text[at + 1] == 'n' ? '\n' : text[at + 1];
        at += isEscape ? 1 : 0;
    }
    return path;
}

} // namespace

SeenPairs::SeenPairs(const QString& folder, const ComparePlace& source, const ComparePlace& target)
    : m_places("inia-compare 1\t" + source.identity() + '\t' + target.identity())
{
    std::replace(m_places.begin(), m_places.end(), '\n', ' ');
    if (folder.isEmpty())
        return;
    const QByteArray name =
        QCryptographicHash::hash(QByteArray::fromStdString(m_places), QCryptographicHash::Sha256).toHex();
    m_path = folder + u'/' + QString::fromLatin1(name.left(32)) + QStringLiteral(".pairs");
}

QString SeenPairs::usualFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/Inia/compare");
}

bool SeenPairs::load()
{
    m_pairs.clear();
    m_isOnDisk = false;
    QFile file(m_path);
    if (m_path.isEmpty() || !file.exists())
        return false;
    if (!file.open(QIODevice::ReadOnly)) {
        m_note = "What these places were when they were compared last cannot be read: " +
                 file.errorString().toStdString() + '.';
        return false;
    }
    const QByteArray bytes = file.readAll();
    std::string_view text = bytesOf(bytes);
    for (bool isFirst = true; !text.empty(); isFirst = false) {
        const std::size_t end = text.find('\n');
        if (isFirst && (end == std::string_view::npos || text.substr(0, end) != m_places)) {
            m_note = "What is kept of the last comparison is about other places.";
            return false;
        }
        if (end == std::string_view::npos) // it was being written
            break;
        if (!isFirst)
            take(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    m_isOnDisk = !bytes.isEmpty();
    return m_isOnDisk;
}

void SeenPairs::take(std::string_view line)
{
    const std::size_t first = line.find('\t');
    const std::size_t second = first == std::string_view::npos ? first : line.find('\t', first + 1);
    if (second == std::string_view::npos)
        return;
    const std::string_view source = line.substr(1, first - 1);
    std::string path = unescaped(line.substr(second + 1));
    if (line.front() == goneSign) {
        m_pairs.erase(path);
        return;
    }
    const auto entry = m_pairs.try_emplace(m_pairs.end(), std::move(path));
    if (line.front() == sendingSign)
        entry->second.sending = source;
    else
        entry->second = {std::string(source), std::string(line.substr(first + 1, second - first - 1)), {}};
}

void SeenPairs::append(const std::string& line)
{
    if (m_path.isEmpty())
        return;
    // The whole of it comes first where there is none; it begins with the places.
    QFile file(m_path);
    if (!m_isOnDisk) {
        m_hasChanged = true;
        if (!save())
            return;
    }
    if (file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        file.write(line.data(), static_cast<qint64>(line.size()));
}

void SeenPairs::noteSending(const std::string& path, const std::string& source)
{
    m_pairs[path].sending = source;
    m_hasChanged = true;
    append(lineOf(sendingSign, source, {}, path));
}

void SeenPairs::noteSame(const std::string& path, const std::string& source, const std::string& target)
{
    learn(path, source, target);
    append(lineOf(sameSign, source, target, path));
}

void SeenPairs::forget(const std::string& path)
{
    if (!m_pairs.contains(path))
        return;
    drop(path);
    append(lineOf(goneSign, {}, {}, path));
}

void SeenPairs::learn(const std::string& path, std::string source, std::string target)
{
    Seen& seen = m_pairs[path];
    if (seen.source == source && seen.target == target && seen.sending.empty())
        return;
    seen = {std::move(source), std::move(target), {}};
    m_hasChanged = true;
}

void SeenPairs::drop(const std::string& path)
{
    m_hasChanged = m_pairs.erase(path) > 0 || m_hasChanged;
}

Result<void> SeenPairs::save()
{
    if (m_path.isEmpty() || !m_hasChanged)
        return {};
    std::string text = m_places + '\n';
    for (const auto& [path, seen] : m_pairs) {
        if (!seen.source.empty())
            text += lineOf(sameSign, seen.source, seen.target, path);
        if (!seen.sending.empty())
            text += lineOf(sendingSign, seen.sending, {}, path);
    }
    if (!makePrivateFolder(QFileInfo(m_path).path()))
        return makeError(ErrorKind::Configuration, "CannotWrite", "The folder of it cannot be made.");
    auto written = writePrivateFile(m_path, QByteArray::fromStdString(text));
    m_isOnDisk = m_isOnDisk || written;
    m_hasChanged = m_hasChanged && !written;
    return written;
}

// ---- both sides at once -----------------------------------------------------------------------------------

namespace {

std::string problemOfFileName(std::string_view path)
{
    const LocalName name = localName(path);
    const QString plain = QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size()));
    if (plain.toUtf8() != QByteArray(path.data(), static_cast<qsizetype>(path.size())))
        return "its key is no UTF-8";
    return name.path() == plain ? std::string() : "no file can have that name";
}

std::string problemOfKey(std::string_view prefix, std::string_view path)
{
    const auto good = checkNewKey(std::string(prefix).append(path));
    return good ? std::string() : good.error().message;
}

/// How far a side is known while it is gone through.
class Knowledge final {
public:
    explicit Knowledge(const SideRows& side) : m_side(side) {}
    /// A folder that could not be read: nobody knows what is below it.
    void noteBlind(const SideRows::Row& row)
    {
        m_isBlind = true;
        m_blind = row.path;
    }
    [[nodiscard]] bool isKnown(std::string_view path) const
    {
        return !(m_side.knownTo && path > *m_side.knownTo) && !(m_isBlind && path.starts_with(m_blind));
    }

private:
    const SideRows& m_side;
    std::string m_blind;
    bool m_isBlind = false;
};

bool isFolderRow(const SideRows::Row& row)
{
    return row.path.empty() || row.path.ends_with('/');
}

class PairMerge final {
public:
    PairMerge(const SideRows& source, const SideRows& target, const CompareRules& rules,
              const SeenPairs* seen)
        : m_source(source),
          m_target(target),
          m_rules(rules),
          m_filter(rules.filter),
          m_seen(seen),
          m_nextSeen(seen ? seen->pairs().begin() : SeenPairs::Map::const_iterator())
    {
    }

    ComparedPairs run()
    {
        SideRows::Cursor source(m_source);
        SideRows::Cursor target(m_target);
        Knowledge sourceKnowledge(m_source);
        Knowledge targetKnowledge(m_target);
        while (!source.isAtEnd() || !target.isAtEnd()) {
            const bool isSource =
                !source.isAtEnd() && (target.isAtEnd() || source.row().path <= target.row().path);
            const bool isTarget =
                !target.isAtEnd() && (source.isAtEnd() || target.row().path <= source.row().path);
            if (isSource && m_source.isLocal && isFolderRow(source.row()))
                sourceKnowledge.noteBlind(source.row());
            if (isTarget && m_target.isLocal && isFolderRow(target.row()))
                targetKnowledge.noteBlind(target.row());
            take(isSource ? &source.row() : nullptr, isTarget ? &target.row() : nullptr, sourceKnowledge,
                 targetKnowledge);
            if (isSource)
                source.next();
            if (isTarget)
                target.next();
        }
        passSeen(nullptr);
        if (m_ahead > 0)
            m_result.notes.push_back(std::to_string(m_ahead) +
                                     " times are more than 15 minutes ahead of this machine's clock: what "
                                     "is told by times may be wrong.");
        m_result.isSourceWhole = m_source.isWhole;
        m_result.isTargetWhole = m_target.isWhole;
        return std::move(m_result);
    }

private:
    using Row = SideRows::Row;

    void take(const Row* source, const Row* target, const Knowledge& sourceKnowledge,
              const Knowledge& targetKnowledge)
    {
        const Row& any = source ? *source : *target;
        ComparedPair pair;
        pair.path = any.path;
        passSeen(&pair.path);
        if (!isFolderRow(any) && !m_rules.limits.hold(any.size, any.time))
            return;
        fill(pair, source, target);
        const bool isMissingKnown =
            source ? target || targetKnowledge.isKnown(any.path) : sourceKnowledge.isKnown(any.path);
        const Row* odd = oddOf(source, target);
        if (odd) {
            pair.state = odd->kind == SideRows::unreadable ? PairState::Unreadable : PairState::Refused;
            if (odd->kind == SideRows::special)
                pair.note = "it is neither a file nor a folder";
            else if (odd->kind == SideRows::foreign)
                pair.note = "its name is no UTF-8, as keys are";
        } else if (!isMissingKnown) {
            pair.state = PairState::Unknown;
        } else if (source && target) {
            compare(pair, *source, *target);
        } else if (source) {
            pair.state = PairState::New;
        } else {
            pair.state = PairState::OnlyInTarget;
            const auto* seen = seenOf(pair.path);
            if (seen && !seen->target.empty() && seen->target != fingerprintOf(*target, m_target.isLocal)) {
                pair.state = PairState::Conflict; // it is gone from the source, and another one since
                pair.reason = PairReason::TargetChanged;
            }
        }
        while (!m_files.empty() && !pair.path.starts_with(m_files.back()))
            m_files.pop_back();
        if (source && (pair.state == PairState::New || pair.state == PairState::Changed))
            refuse(pair, *source);
        if (source && m_rules.targetIsLocal)
            m_files.push_back(pair.path);
        add(std::move(pair));
    }

    void fill(ComparedPair& pair, const Row* source, const Row* target) const
    {
        const auto mark = [](const Row& row, bool isLocal) {
            return isLocal ? std::to_string(row.time) : std::string(row.etag);
        };
        if (source) {
            pair.isInSource = true;
            pair.sourceSize = source->size;
            pair.sourceTime = source->time;
            pair.sourceMark = mark(*source, m_source.isLocal);
            pair.storageClass = m_source.isLocal ? std::string_view() : source->kind;
        }
        if (target) {
            pair.isInTarget = true;
            pair.targetSize = target->size;
            pair.targetTime = target->time;
            pair.targetMark = mark(*target, m_target.isLocal);
        }
    }

    /// The side of which there is no plain file.
    [[nodiscard]] const Row* oddOf(const Row* source, const Row* target) const
    {
        if (source && m_source.isLocal && !source->kind.empty())
            return source;
        return target && m_target.isLocal && !target->kind.empty() ? target : nullptr;
    }

    void compare(ComparedPair& pair, const Row& source, const Row& target)
    {
        const bool isOtherSize = source.size != target.size;
        const bool isBetweenObjects = !m_source.isLocal && !m_target.isLocal;
        // Equal ETags prove it; others prove nothing.
        if (!isOtherSize && ((isBetweenObjects && !source.etag.empty() && source.etag == target.etag) ||
                             (source.size == 0 && m_rules.way == CompareWay::Content))) {
            pair.isProven = true;
            return;
        }
        const auto* seen = m_rules.way == CompareWay::LastSeen ? seenOf(pair.path) : nullptr;
        if (seen && !seen->source.empty()) {
            bySeen(pair, *seen, source, target);
            return;
        }
        if (isOtherSize) {
            pair.state = PairState::Changed;
            pair.reason = PairReason::Size;
        } else if (m_rules.way == CompareWay::Content) {
            pair.state = PairState::Changed;
            pair.reason = PairReason::NotProven;
        } else if (m_rules.way != CompareWay::Size) {
            byTime(pair);
        }
    }

    void bySeen(ComparedPair& pair, const SeenPairs::Seen& seen, const Row& source, const Row& target) const
    {
        const std::string sourceNow = fingerprintOf(source, m_source.isLocal);
        const bool isSourceOther = sourceNow != seen.source;
        const bool isTargetOther = fingerprintOf(target, m_target.isLocal) != seen.target;
        pair.isProven = !isSourceOther && !isTargetOther;
        if (pair.isProven)
            return;
        if (isTargetOther && seen.sending == sourceNow && source.size == target.size) {
            pair.isMaybe = true; // a run that did not come to its end has sent it
            return;
        }
        pair.state = isSourceOther && isTargetOther ? PairState::Conflict : PairState::Changed;
        pair.reason = !isTargetOther  ? PairReason::SourceChanged
                      : isSourceOther ? PairReason::BothChanged
                                      : PairReason::TargetChanged;
    }

    void byTime(ComparedPair& pair)
    {
        constexpr std::int64_t quarterHour = std::int64_t(15) * 60 * 1'000'000'000;
        m_ahead += std::max(pair.sourceTime, pair.targetTime) > m_rules.now + quarterHour ? 1 : 0;
        const bool isTimed = pair.sourceTime != SideRows::noTime && pair.targetTime != SideRows::noTime;
        pair.isMaybe = !isTimed || pair.sourceTime != pair.targetTime;
        if (isTimed && pair.sourceTime > pair.targetTime) {
            pair.state = PairState::Changed;
            pair.reason = PairReason::Newer;
        }
    }

    /// What cannot be where it would go, or be read now.
    void refuse(ComparedPair& pair, const Row& source)
    {
        if (ListedObject{{}, {}, pair.storageClass}.isArchived())
            pair.note = "it is archived and has to be restored first";
        else if (!m_rules.targetIsLocal)
            pair.note = problemOfKey(m_rules.targetPrefix, pair.path);
        else
            pair.note = problemOfFileName(pair.path);
        const bool isBelowFile =
            std::any_of(m_files.begin(), m_files.end(), [&source](const std::string& file) {
                return source.path.size() > file.size() && source.path[file.size()] == '/';
            });
        if (pair.note.empty() && m_rules.targetIsLocal && isBelowFile)
            pair.note = "its folder is an object as well, and no folder can be a file";
        if (pair.note.empty() && m_rules.targetIgnoresCase && isTaken(m_cases, source.path, true))
            pair.note = "there is another of that name but for capital and small letters";
        if (!pair.note.empty())
            pair.state = PairState::Refused;
        else if (isTaken(m_forms, source.path, false))
            pair.note = "there is another name that looks the same";
    }

    /// Whether another path is the same in small letters or as composed characters.
    static bool isTaken(std::map<std::string, std::string>& names, std::string_view path, bool ignoresCase)
    {
        const bool isPlain = std::all_of(path.begin(), path.end(), [](char c) { return c > 0; });
        if (isPlain && !ignoresCase)
            return false;
        QString text = QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size()))
                           .normalized(QString::NormalizationForm_C);
        if (ignoresCase)
            text = text.toCaseFolded();
        const auto [entry, isNew] = names.try_emplace(text.toStdString(), path);
        return !isNew && entry->second != path;
    }

    void add(ComparedPair pair)
    {
        m_result.inSource += pair.isInSource ? 1 : 0;
        m_result.inTarget += pair.isInTarget ? 1 : 0;
        ++m_result.counts[std::size_t(pair.state)];
        m_result.maybes += pair.isMaybe ? 1 : 0;
        if (pair.state != PairState::Same || m_rules.keepsSame ||
            (pair.isProven && m_rules.way == CompareWay::Content))
            m_result.pairs.push_back(std::move(pair));
    }

    // Both go through their paths in the same order.
    [[nodiscard]] const SeenPairs::Seen* seenOf(const std::string& path) const
    {
        const bool isIt = m_seen && m_nextSeen != m_seen->pairs().end() && m_nextSeen->first == path;
        return isIt ? &m_nextSeen->second : nullptr;
    }
    /// Those in front of `path` are on neither side, or are left out.
    void passSeen(const std::string* path)
    {
        for (; m_seen && m_nextSeen != m_seen->pairs().end() && (!path || m_nextSeen->first < *path);
             ++m_nextSeen) {
            if (m_nextSeen->first != m_lastPath && !m_filter.isLeftOut(m_nextSeen->first))
                m_result.gone.push_back(m_nextSeen->first);
        }
        if (path)
            m_lastPath = *path;
    }

    const SideRows& m_source;
    const SideRows& m_target;
    const CompareRules& m_rules;
    PathFilter m_filter;
    const SeenPairs* m_seen;
    SeenPairs::Map::const_iterator m_nextSeen;
    std::string m_lastPath;
    std::vector<std::string> m_files; ///< of the source, each of which the next begins with
    std::map<std::string, std::string> m_cases;
    std::map<std::string, std::string> m_forms;
    std::size_t m_ahead = 0;
    ComparedPairs m_result;
};

} // namespace

ComparedPairs comparePairs(const SideRows& source, const SideRows& target, const CompareRules& rules,
                           const SeenPairs* seen)
{
    return PairMerge(source, target, rules, seen).run();
}

} // namespace inia
