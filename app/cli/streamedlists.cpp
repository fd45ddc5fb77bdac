#include "app/cli/streamedlists.h"

#include "app/cli/output.h"

#include <algorithm>

namespace inia::cli {

namespace {

/// A writer that stands behind a member of an object, so that the next begins with a comma.
JsonWriter writerInsideObject()
{
    JsonWriter writer(JsonStyle::indented());
    writer.beginMap();
    writer.key("");
    writer.null();
    (void)writer.take();
    return writer;
}

Error cannotSpool(const QTemporaryFile& file)
{
    return makeError(ErrorKind::Configuration, "CannotWrite",
                     "a temporary file cannot be written (" + file.errorString().toStdString() +
                         "); make room there, set TMPDIR to another folder, or use --output jsonl");
}

} // namespace

StreamedLists::StreamedLists(const std::vector<std::string>& names) : m_names(names)
{
    for (std::size_t i = 0; i < names.size(); ++i)
        m_lists.push_back({writerInsideObject(), false, nullptr});
}

Result<void> StreamedLists::add(const std::string& name, const Value& items)
{
    const auto index = std::find(m_names.begin(), m_names.end(), name) - m_names.begin();
    List& list = m_lists[static_cast<std::size_t>(index)];
    if (!list.hasBegun) {
        list.hasBegun = true;
        list.writer.key(name);
        list.writer.beginList();
    }
    if (!m_printed && items.size() > 0 && !list.waiting)
        m_printed = &list;
    list.writer.items(items);
    return items.size() == 0 ? Result<void>() : write(list);
}

Result<void> StreamedLists::write(List& list)
{
    if (&list == m_printed)
        return printMember(list.writer.take());
    if (!list.waiting)
        list.waiting = std::make_unique<QTemporaryFile>();
    const std::string text = list.writer.take();
    if ((!list.waiting->isOpen() && !list.waiting->open()) ||
        list.waiting->write(text.data(), static_cast<qint64>(text.size())) !=
            static_cast<qint64>(text.size()))
        return cannotSpool(*list.waiting);
    return {};
}

/// `text` begins with a comma if it begins a member.
Result<void> StreamedLists::printMember(std::string text)
{
    if (!m_hasMembers && !text.empty())
        text.front() = '{';
    m_hasMembers = m_hasMembers || !text.empty();
    return print(stdout, text) ? Result<void>() : Result<void>(outputFailed());
}

Result<void> StreamedLists::finish(const Value& rest)
{
    if (m_printed) {
        m_printed->writer.endList();
        (void)printMember(m_printed->writer.take()); // the last one tells
    }
    for (List& list : m_lists) {
        if (!list.hasBegun || &list == m_printed)
            continue;
        list.writer.endList();
        if (list.waiting && !list.waiting->seek(0))
            return cannotSpool(*list.waiting);
        constexpr qint64 chunk = 1 << 20;
        while (list.waiting && !list.waiting->atEnd())
            (void)printMember(list.waiting->read(chunk).toStdString());
        (void)printMember(list.writer.take());
    }
    JsonWriter writer = writerInsideObject();
    for (const auto& [name, value] : rest.members()) {
        writer.key(name);
        writer.value(value);
    }
    auto printed = printMember(writer.take());
    if (m_hasMembers && !print(stdout, "\n}\n"))
        return outputFailed();
    return printed;
}

} // namespace inia::cli
