#include "core/transfer/folderwalk.h"

#include "core/async/background.h"
#include "core/common/localpath.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMetaObject>
#include <QtCore/QSet>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace inia {

namespace {

constexpr qint64 mostNamed = 100;

/// Everything in a folder, sorted. Qt's own listing passes over names that are no UTF-8.
QStringList namesIn(const QString& folder)
{
    QStringList names;
    std::error_code problem;
    const std::filesystem::path path(folder.toStdU16String());
    for (std::filesystem::directory_iterator entry(path, problem), end; !problem && entry != end;
         entry.increment(problem)) {
#ifdef Q_OS_UNIX
        names.append(pathFromBytes(QByteArray::fromStdString(entry->path().filename().native())));
#else
        names.append(QString::fromStdU16String(entry->path().filename().u16string()));
#endif
    }
    names.sort();
    return names;
}

/// The walk itself, in its own thread.
class Walk final {
public:
    Walk(FolderWalk::Found& found, const std::atomic_bool& stopped) : m_found(found), m_stopped(stopped) {}

    void visit(const QFileInfo& info, const QString& name)
    {
        if (m_stopped)
            return;
        if (info.isDir())
            visitFolder(info, name);
        else if (info.isFile() && info.isReadable())
            add(info, name);
        else
            leaveOut(info.filePath());
    }

private:
    void visitFolder(const QFileInfo& info, const QString& name)
    {
        // A folder that is its own ancestor is a circle of links.
        const QString canonical = info.canonicalFilePath();
        if (m_ancestors.contains(canonical) || !info.isReadable()) {
            leaveOut(info.filePath());
            return;
        }
        m_ancestors.insert(canonical);
        for (const QString& entry : namesIn(canonical)) {
            const QString path = info.filePath() + u'/' + entry;
            if (hasForeignBytes(entry))
                leaveOut(path);
            else
                visit(QFileInfo(path), name + u'/' + entry);
        }
        m_ancestors.remove(canonical);
    }
    void add(const QFileInfo& info, const QString& name)
    {
        m_found.files.push_back({info.absoluteFilePath(), name, info.size()});
        m_found.bytes += info.size();
    }
    void leaveOut(const QString& path)
    {
        if (m_found.leftOutCount++ < mostNamed)
            m_found.leftOut.append(QString::fromStdString(pathText(path)));
    }

    FolderWalk::Found& m_found;
    const std::atomic_bool& m_stopped;
    QSet<QString> m_ancestors;
};

} // namespace

FolderWalk::FolderWalk(QStringList paths)
    : m_paths(std::move(paths)),
      m_found(std::make_shared<Found>()),
      m_stopped(std::make_shared<std::atomic_bool>(false))
{
}

FolderWalk::~FolderWalk()
{
    *m_stopped = true;
}

void FolderWalk::start()
{
    runInOwnThread(
        [paths = m_paths, found = m_found, stopped = m_stopped] {
            Walk walk(*found, *stopped);
            for (const QString& path : paths) {
                const QFileInfo info(QDir::cleanPath(path));
                walk.visit(info, info.fileName());
            }
            return true;
        },
        [this, stopped = m_stopped](bool) {
            if (*stopped)
                return;
            end();
        });
}

/// What the other thread has found stays its own.
void FolderWalk::cancel()
{
    if (isFinished())
        return;
    *m_stopped = true;
    m_found = std::make_shared<Found>();
    m_result = makeError(ErrorKind::Cancelled, "Cancelled", "Looking through the folders was given up.");
    end();
}

namespace {

/// Directory buckets (S3 Express) list in no order and know no StartAfter.
bool isDirectoryBucket(const std::string& bucket)
{
    return bucket.ends_with("--x-s3");
}

} // namespace

PrefixListing::PrefixListing(const Client& client, std::string bucket, std::string prefix, Position from,
                             std::function<void(const Result<Page>&)> done)
    : m_bucket(std::move(bucket)),
      m_prefix(std::move(prefix)),
      m_from(std::move(from)),
      m_done(std::move(done))
{
    Value params = Value::map({{"Bucket", m_bucket}});
    if (!m_prefix.empty())
        params.insert("Prefix", m_prefix);
    if (!m_from.token.empty())
        params.insert("ContinuationToken", m_from.token);
    else if (!m_from.after.empty())
        params.insert("StartAfter", m_from.after);
    if (m_from.token.empty() && !m_from.after.empty() && isDirectoryBucket(m_bucket)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (m_isCancelled)
                    return;
                Error error = problem("NoStartAfter", "comes in no order, so that it cannot be gone on with "
                                                      "after the program has ended. Download it anew");
                error.kind = ErrorKind::Unsupported;
                m_done(error);
            },
            Qt::QueuedConnection);
        return;
    }
    CallOptions options;
    options.cause = "Download folder";
    options.target = m_prefix.empty() ? m_bucket : m_prefix;
    m_reply = client.call("ListObjectsV2", std::move(params), std::move(options));
    connect(m_reply.get(), &Reply::finished, this, &PrefixListing::answered);
}

Error PrefixListing::problem(const char* code, const std::string& what) const
{
    Error error =
        makeError(ErrorKind::Parse, code, "The list of s3://" + m_bucket + '/' + m_prefix + ' ' + what + '.');
    error.operation = "ListObjectsV2";
    return error;
}

void PrefixListing::cancel()
{
    m_isCancelled = true;
    m_reply.reset();
}

void PrefixListing::answered()
{
    const Result<Value>& answer = m_reply->result();
    m_done(answer ? read(*answer) : Result<Page>(answer.error()));
}

Result<PrefixListing::Page> PrefixListing::read(const Value& answer) const
{
    Page page;
    const std::string* last = &m_from.after;
    for (const Value& object : answer["Contents"].items()) {
        const std::string& key = object["Key"].text();
        if (!last->empty() && key <= *last && !isDirectoryBucket(m_bucket))
            return problem("UnorderedList", (key == *last ? "repeats the key " + key
                                                          : "goes back from " + *last + " to " + key) +
                                                ": such a list may never end");
        last = &key;
        page.objects.push_back({key, object["Size"].toInt()});
    }
    page.isLast = !answer["IsTruncated"].toBool();
    if (page.isLast)
        return page;
    page.token = answer["NextContinuationToken"].text();
    if (!page.token.empty() && page.token == m_from.token)
        return problem("RepeatedToken", "names the same next page again and again");
    // Servers of the first version of the list know keys alone.
    if (page.token.empty() && page.objects.empty())
        return problem("MissingToken", "is not complete, but the server does not say how to go on");
    return page;
}

// ---- filters ----------------------------------------------------------------------------------------------

namespace {

/// Whether a character is one of "[a-z]", whose "[" is at `at`, and where that ends; npos for one that does
/// not end.
std::pair<bool, std::size_t> isInBrackets(std::string_view pattern, std::size_t at, char character)
{
    static constexpr std::pair<std::string_view, int (*)(int)> classes[]{
        {"[:alnum:]", std::isalnum}, {"[:alpha:]", std::isalpha}, {"[:blank:]", std::isblank},
        {"[:cntrl:]", std::iscntrl}, {"[:digit:]", std::isdigit}, {"[:graph:]", std::isgraph},
        {"[:lower:]", std::islower}, {"[:print:]", std::isprint}, {"[:punct:]", std::ispunct},
        {"[:space:]", std::isspace}, {"[:upper:]", std::isupper}, {"[:xdigit:]", std::isxdigit}};
    const auto byte = static_cast<unsigned char>(character);
    ++at;
    const bool isNegated = at < pattern.size() && (pattern[at] == '!' || pattern[at] == '^');
    at += isNegated ? 1 : 0;
    bool isIn = false;
    for (bool isFirst = true; at < pattern.size() && (pattern[at] != ']' || isFirst); isFirst = false) {
        const auto named = std::find_if(std::begin(classes), std::end(classes), [&](const auto& row) {
            return pattern.substr(at).starts_with(row.first);
        });
        if (named != std::end(classes)) {
            isIn = isIn || named->second(byte) != 0;
            at += named->first.size();
            continue;
        }
        at += pattern[at] == '\\' && at + 1 < pattern.size() ? 1 : 0;
        const auto low = static_cast<unsigned char>(pattern[at++]);
        unsigned char high = low;
        if (at + 1 < pattern.size() && pattern[at] == '-' && pattern[at + 1] != ']') {
            ++at;
            at += pattern[at] == '\\' && at + 1 < pattern.size() ? 1 : 0;
            high = static_cast<unsigned char>(pattern[at++]);
        }
        isIn = isIn || (byte >= low && byte <= high);
    }
    if (at >= pattern.size())
        return {false, std::string_view::npos};
    return {isIn != isNegated && character != '/', at + 1};
}

/// A match of a pattern with a text, as gitignore has it. What failed is tried again further behind the last
/// "*", which stays within a folder, else behind the last "**", which does not.
class GlobMatch final {
public:
    GlobMatch(std::string_view pattern, std::string_view text) : m_pattern(pattern), m_text(text) {}

    [[nodiscard]] bool holds()
    {
        for (;;) {
            if (m_p == m_pattern.size() && m_t == m_text.size())
                return true;
            if (m_p < m_pattern.size() && m_pattern[m_p] == '*') {
                star();
                continue;
            }
            if (m_p < m_pattern.size() && m_t < m_text.size() && one())
                continue;
            if (!goBack())
                return false;
        }
    }

private:
    static constexpr std::size_t none = std::string_view::npos;

    void star()
    {
        const std::size_t begin = m_p;
        const std::size_t end = std::min(m_pattern.find_first_not_of('*', m_p), m_pattern.size());
        const bool isDeep = end - begin == 2 && (begin == 0 || m_pattern[begin - 1] == '/') &&
                            (end == m_pattern.size() || m_pattern[end] == '/');
        m_star = none;
        if (!isDeep) {
            m_p = end;
            m_star = end;
            m_starText = m_t;
            return;
        }
        // "**/" is any number of folders, none among them; "/**" all that is inside.
        m_deepIsLast = end == m_pattern.size();
        m_p = m_deepIsLast ? end : end + 1;
        m_deep = m_p;
        m_deepText = m_t;
        if (m_deepIsLast)
            m_t = m_text.size();
    }

    bool one()
    {
        char wanted = m_pattern[m_p];
        const char there = m_text[m_t];
        if (wanted == '?') {
            if (there == '/')
                return false;
        } else if (wanted == '[') {
            const auto [isIn, end] = isInBrackets(m_pattern, m_p, there);
            if (!isIn)
                return false;
            m_p = end - 1;
        } else {
            if (wanted == '\\' && m_p + 1 < m_pattern.size())
                wanted = m_pattern[++m_p];
            if (wanted != there)
                return false;
        }
        ++m_p;
        ++m_t;
        return true;
    }

    bool goBack()
    {
        if (m_star != none && m_starText < m_text.size() && m_text[m_starText] != '/') {
            m_p = m_star;
            m_t = ++m_starText;
            return true;
        }
        if (m_deep == none || m_deepIsLast)
            return false;
        const std::size_t slash = m_text.find('/', m_deepText);
        if (slash == none)
            return false;
        m_star = none;
        m_p = m_deep;
        m_t = m_deepText = slash + 1;
        return true;
    }

    std::string_view m_pattern;
    std::string_view m_text;
    std::size_t m_p = 0;
    std::size_t m_t = 0;
    std::size_t m_star = none; ///< behind the last "*"
    std::size_t m_starText = 0;
    std::size_t m_deep = none; ///< behind the last "**/"
    std::size_t m_deepText = 0;
    bool m_deepIsLast = false;
};

std::string_view lastPartOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

} // namespace

void PathFilter::addLines(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        add(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

void PathFilter::add(std::string_view line)
{
    m_folder.clear();
    m_isFolderOut = false;
    m_text.append(line).push_back('\n');
    if (line.starts_with('#'))
        return;
    // Blanks at the end do not count, but for one behind a backslash.
    while (line.ends_with(' ') && !(line.size() > 1 && line[line.size() - 2] == '\\'))
        line.remove_suffix(1);
    Rule rule;
    rule.takesIn = line.starts_with('!');
    line.remove_prefix(rule.takesIn ? 1 : 0);
    rule.isOfFolders = line.ends_with('/');
    line.remove_suffix(rule.isOfFolders ? 1 : 0);
    rule.isOfWholePath = line.find('/') != std::string_view::npos;
    line.remove_prefix(line.starts_with('/') ? 1 : 0);
    if (line.empty())
        return;
    rule.pattern = line;
    m_rules.push_back(std::move(rule));
}

const PathFilter::Rule* PathFilter::decide(std::string_view path, bool isFolder) const
{
    for (auto rule = m_rules.rbegin(); rule != m_rules.rend(); ++rule) {
        if (rule->isOfFolders && !isFolder)
            continue;
        if (GlobMatch(rule->pattern, rule->isOfWholePath ? path : lastPartOf(path)).holds())
            return &*rule;
    }
    return nullptr;
}

bool PathFilter::isFolderLeftOut(std::string_view folder)
{
    if (m_rules.empty() || folder.empty())
        return false;
    if (folder == m_folder)
        return m_isFolderOut;
    const std::size_t slash = folder.rfind('/');
    bool isOut = slash != std::string_view::npos && isFolderLeftOut(folder.substr(0, slash));
    if (!isOut) {
        const Rule* rule = decide(folder, true);
        isOut = rule && !rule->takesIn;
    }
    m_folder = folder;
    m_isFolderOut = isOut;
    return isOut;
}

bool PathFilter::isLeftOut(std::string_view path)
{
    if (m_rules.empty())
        return false;
    const std::size_t slash = path.rfind('/');
    if (slash != std::string_view::npos && isFolderLeftOut(path.substr(0, slash)))
        return true;
    const Rule* rule = decide(path, false);
    return rule && !rule->takesIn;
}

// ---- in the order of bytes --------------------------------------------------------------------------------

namespace {

std::int64_t modifiedOf(const struct stat& status)
{
    constexpr std::int64_t nsInSecond = 1'000'000'000;
    return status.st_mtim.tv_sec * nsInSecond + status.st_mtim.tv_nsec;
}

/// Names of a folder are gone through as if those of folders ended in "/": so whole paths come in the order
/// of their bytes, and nothing has to be kept and sorted.
class OrderedWalk final {
public:
    OrderedWalk(PathFilter filter, const std::atomic_bool& stopped,
                const std::function<void(const FoundFile&)>& take)
        : m_filter(std::move(filter)), m_stopped(stopped), m_take(take)
    {
    }

    void readFolder(const std::string& folder, const std::string& path)
    {
        struct stat status {};
        DIR* stream = ::stat(folder.c_str(), &status) == 0 ? ::opendir(folder.c_str()) : nullptr;
        const std::pair<dev_t, ino_t> identity{status.st_dev, status.st_ino};
        const bool isCircle = std::find(m_above.begin(), m_above.end(), identity) != m_above.end();
        if (!stream || isCircle) {
            if (stream)
                ::closedir(stream);
            tell(path, FoundFile::Kind::Unreadable, {});
            return;
        }
        std::vector<Entry> entries;
        errno = 0;
        while (const dirent* found = ::readdir(stream)) {
            const std::string name = found->d_name;
            if (name != "." && name != "..")
                entries.push_back(look(folder + '/' + name, name));
            errno = 0;
        }
        const bool isBroken = errno != 0;
        ::closedir(stream);
        if (isBroken)
            tell(path, FoundFile::Kind::Unreadable, {});
        std::sort(entries.begin(), entries.end(),
                  [](const Entry& a, const Entry& b) { return a.name < b.name; });
        m_above.push_back(identity);
        for (const Entry& entry : entries) {
            if (m_stopped)
                break;
            visit(folder, path, entry);
        }
        m_above.pop_back();
    }

private:
    struct Entry {
        std::string name; ///< of a folder with its "/"
        struct stat status {};
        bool isThere = false;
    };

    static Entry look(const std::string& path, const std::string& name)
    {
        Entry entry{name, {}, false};
        entry.isThere = ::stat(path.c_str(), &entry.status) == 0;
        if (entry.isThere && S_ISDIR(entry.status.st_mode))
            entry.name += '/';
        return entry;
    }

    void visit(const std::string& folder, const std::string& path, const Entry& entry)
    {
        using Kind = FoundFile::Kind;
        const std::string below = path + entry.name;
        const bool isForeign = hasForeignBytes(pathFromBytes(QByteArray::fromStdString(entry.name)));
        if (entry.name.ends_with('/')) {
            const std::string name = entry.name.substr(0, entry.name.size() - 1);
            if (m_filter.isFolderLeftOut(path + name))
                return;
            if (isForeign)
                tell(below, Kind::Foreign, {});
            else
                readFolder(folder + '/' + name, below);
            return;
        }
        if (m_filter.isLeftOut(below))
            return;
        const bool isReadable = entry.isThere && (!S_ISREG(entry.status.st_mode) ||
                                                  ::access((folder + '/' + entry.name).c_str(), R_OK) == 0);
        tell(below,
             isForeign                       ? Kind::Foreign
             : !isReadable                   ? Kind::Unreadable
             : S_ISREG(entry.status.st_mode) ? Kind::File
                                             : Kind::Special,
             entry.status);
    }

    void tell(const std::string& path, FoundFile::Kind kind, const struct stat& status)
    {
        m_take({path, kind, status.st_size, modifiedOf(status)});
    }

    PathFilter m_filter;
    const std::atomic_bool& m_stopped;
    const std::function<void(const FoundFile&)>& m_take;
    std::vector<std::pair<dev_t, ino_t>> m_above;
};

} // namespace

std::optional<FoundFile> FoundFile::lookAt(const QString& path)
{
    struct stat status {};
    if (::stat(bytesOfPath(path).constData(), &status) != 0 || !S_ISREG(status.st_mode))
        return std::nullopt;
    return FoundFile{{}, Kind::File, status.st_size, modifiedOf(status)};
}

void walkInOrder(const QString& folder, const PathFilter& filter, const std::atomic_bool& stopped,
                 const std::function<void(const FoundFile&)>& take)
{
    struct stat status {};
    const std::string path = bytesOfPath(folder).toStdString();
    if (::lstat(path.c_str(), &status) == 0)
        OrderedWalk(filter, stopped, take).readFolder(path, {});
}

} // namespace inia
