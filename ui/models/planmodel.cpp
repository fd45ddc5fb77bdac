#include "ui/models/planmodel.h"

#include "core/async/background.h"
#include "core/objects/objectmove.h"
#include "ui/models/displaytext.h"
#include "ui/models/roles.h"

#include <QtCore/QPointer>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace inia::ui {

namespace {

using Reason = PlanModel::Reason;

Reason ownReason(const ListedObject& source, bool isCopied)
{
    if (isCopied && source.isArchived())
        return Reason::Archived;
    if (isCopied && ObjectCopy::partsOf(source.size) > 0)
        return Reason::InParts;
    return source.key.ends_with('/') ? Reason::Marker : Reason::None;
}

Reason reasonOf(const ObjectPlan::Item& item)
{
    switch (item.refusal) {
    case ObjectPlan::Refusal::BadKey:
        return Reason::BadKey;
    case ObjectPlan::Refusal::Archived:
        return Reason::Archived;
    case ObjectPlan::Refusal::SameNames:
        return Reason::SameNames;
    case ObjectPlan::Refusal::AlreadySo:
        return Reason::AlreadySo;
    case ObjectPlan::Refusal::Chain:
    case ObjectPlan::Refusal::None:
        break;
    }
    return item.takenSince > 0 ? Reason::Taken : ownReason(item.source, true);
}

ListedObject sourceOf(const JobItem& item)
{
    return {item.key, item.etag, item.storageClass, item.size, item.version};
}

} // namespace

PlanModel::PlanModel(Job plan, QObject* parent) : QAbstractTableModel(parent), m_plan(std::move(plan))
{
    std::vector<Named> names(m_plan.items.size());
    m_rows.resize(names.size());
    for (std::size_t row = 0; row < names.size(); ++row)
        names[row].reason = ownReason(sourceOf(m_plan.items.at(row)), isCopying(m_plan.action));
    take(names);
}

PlanModel::PlanModel(Job plan, const std::vector<ObjectPlan::Item>& items,
                     std::map<std::string, std::int64_t> others, QObject* parent)
    : QAbstractTableModel(parent),
      m_plan(std::move(plan)),
      m_others(std::make_shared<const std::map<std::string, std::int64_t>>(std::move(others)))
{
    std::vector<Named> names;
    names.reserve(items.size());
    for (const ObjectPlan::Item& item : items) {
        const ListedObject& source = item.source;
        m_plan.items.add(
            {source.key, source.etag, source.version, source.storageClass, source.size, item.target, {}});
        m_rows.push_back({source.modified, item.takenSince, Reason::None, false});
        names.push_back({{}, reasonOf(item), item.takenSince});
    }
    take(names);
}

PlanModel::~PlanModel() = default;

/// New names and reasons for all rows, of which those that may be are chosen.
void PlanModel::take(const std::vector<Named>& names)
{
    m_counts = {};
    m_chosenOf = {};
    m_chosen = 0;
    m_chosenBytes = 0;
    m_tally = {};
    for (std::size_t row = 0; row < names.size(); ++row) {
        m_rows[row].reason = names[row].reason;
        m_rows[row].takenSince = names[row].takenSince;
        m_rows[row].isChosen = false;
    }
    findChains();
    for (const Row& row : m_rows)
        ++m_counts[static_cast<std::size_t>(row.reason)];
    numberTaken();
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        setChosen(row, true);
}

/// Moves to the name of another one: that one goes first. In a ring nobody can.
void PlanModel::findChains()
{
    m_before.clear();
    m_after.clear();
    if (m_plan.action != JobAction::Move || m_plan.bucket != m_plan.targetBucket)
        return;
    std::unordered_map<std::string_view, std::size_t> places;
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        places.emplace(m_plan.items.key(row), row);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        const auto other = places.find(targetOf(row));
        if (m_rows[row].reason >= Reason::BadKey || other == places.end() || other->second == row)
            continue;
        m_before[row] = other->second;
        m_after[other->second] = row;
    }
    for (const auto& [first, before] : m_before) {
        std::size_t at = before;
        std::size_t steps = 0;
        for (auto next = m_before.find(at); at != first && next != m_before.end() && steps < m_rows.size();
             next = m_before.find(at), ++steps)
            at = next->second;
        const bool isStuck = at != first && m_rows[at].reason >= Reason::BadKey; // what is in the way stays
        if (at == first || isStuck)
            m_rows[first].reason = at == first ? Reason::Ring : Reason::SameNames;
    }
}

/// Names beside those that are taken: "a (1).txt".
void PlanModel::numberTaken()
{
    m_numbered.clear();
    if (m_existing != Existing::KeepBoth || count(Reason::Taken) == 0)
        return;
    std::unordered_set<std::string> names;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        names.emplace(targetOf(row));
        names.emplace(m_plan.items.key(row));
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].reason != Reason::Taken)
            continue;
        const std::string taken(targetOf(row));
        int number = 1;
        std::string free = numberedKey(taken, number);
        while (names.contains(free) || (m_others && m_others->contains(free)))
            free = numberedKey(taken, ++number);
        names.insert(free);
        m_numbered[row] = std::move(free);
    }
}

std::string_view PlanModel::targetOf(std::size_t row) const
{
    if (const auto numbered = m_numbered.find(row); numbered != m_numbered.end())
        return numbered->second;
    return m_names.empty() ? m_plan.items.target(row) : std::string_view(m_names[row]);
}

bool PlanModel::isChoosable(std::size_t row) const
{
    const Row& which = m_rows[row];
    const bool isOlder = which.takenSince > 0 && which.modified <= which.takenSince;
    return which.reason < Reason::BadKey &&
           (which.reason != Reason::Taken || m_existing == Existing::Overwrite ||
            m_existing == Existing::KeepBoth || (m_existing == Existing::Newer && !isOlder));
}

void PlanModel::setChosen(std::size_t row, bool isChosen)
{
    Row& which = m_rows[row];
    if (which.isChosen == isChosen || (isChosen && !isChoosable(row)))
        return;
    which.isChosen = isChosen;
    const std::size_t reason = static_cast<std::size_t>(which.reason);
    const qint64 bytes = m_plan.items.bytesOf(row);
    m_tally.count(bytes, m_plan.items.etag(row), isChosen);
    m_chosen += isChosen ? 1 : std::size_t(-1);
    m_chosenOf[reason] += isChosen ? 1 : std::size_t(-1);
    m_chosenBytes += isChosen ? bytes : -bytes;
    // What stands where this one goes has to go as well, and what goes where it stands has to stay.
    const auto& links = isChosen ? m_before : m_after;
    if (const auto other = links.find(row); other != links.end())
        setChosen(other->second, isChosen);
}

void PlanModel::choose(std::size_t row, bool isChosen)
{
    setChosen(row, isChosen);
    tellAll();
}

void PlanModel::chooseAll(Reason reason, bool isChosen)
{
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].reason == reason)
            setChosen(row, isChosen);
    }
    tellAll();
}

void PlanModel::setExisting(Existing existing)
{
    if (existing == m_existing)
        return;
    m_existing = existing;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].reason == Reason::Taken)
            setChosen(row, false);
    }
    numberTaken();
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].reason == Reason::Taken)
            setChosen(row, true);
    }
    tellAll();
}

void PlanModel::tellAll()
{
    if (!m_rows.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    emit choiceChanged();
}

void PlanModel::rename(const NameChange& change)
{
    const int which = ++m_renaming;
    auto items = std::make_shared<const JobItems>(m_plan.items);
    runInOwnThread(
        [items, others = m_others, change] {
            std::vector<Named> names(items->size());
            std::unordered_set<std::string> taken;
            std::unordered_set<std::string_view> sources;
            for (std::size_t row = 0; row < names.size(); ++row)
                sources.insert(items->key(row));
            for (std::size_t row = 0; row < names.size(); ++row) {
                const JobItem item = items->at(row);
                Named& named = names[row];
                const std::string name = change.of(nameOf(item.key), row);
                named.target = folderOf(item.key) + name;
                named.reason = ownReason(sourceOf(item), true);
                const auto there = others->find(named.target);
                if (name.empty() || name.find('/') != std::string::npos || !checkNewKey(named.target))
                    named.reason = Reason::BadKey;
                else if (named.reason == Reason::Archived)
                    continue;
                else if (named.target == item.key)
                    named.reason = Reason::AlreadySo;
                else if (!taken.insert(named.target).second)
                    named.reason = Reason::SameNames;
                else if (there != others->end()) {
                    named.reason = Reason::Taken;
                    named.takenSince = std::max<std::int64_t>(1, there->second);
                }
            }
            return names;
        },
        [guard = QPointer<PlanModel>(this), this, which](std::vector<Named> names) {
            if (!guard || which != m_renaming)
                return;
            m_renamed = which;
            m_names.resize(names.size());
            for (std::size_t row = 0; row < names.size(); ++row)
                m_names[row] = std::move(names[row].target);
            take(names);
            tellAll();
            emit renamed();
        });
}

std::size_t PlanModel::replacing() const
{
    const bool replaces = m_existing == Existing::Overwrite || m_existing == Existing::Newer;
    return replaces ? chosen(Reason::Taken) : 0;
}

JobItem PlanModel::itemOf(std::size_t row) const
{
    JobItem item = m_plan.items.at(row);
    item.target = targetOf(row);
    return item;
}

std::vector<JobRequest> PlanModel::requests() const
{
    constexpr std::size_t few = 3;
    Job sample;
    sample.action = m_plan.action;
    sample.bucket = m_plan.bucket;
    sample.targetBucket = m_plan.targetBucket;
    sample.looksFirst = m_plan.looksFirst;
    sample.overwrites = m_plan.overwrites || replacing() > 0;
    sample.below = m_chosen == m_rows.size() ? m_plan.below : std::string();
    bool hasLarge = m_tally.large == 0;
    for (std::size_t row = 0; row < m_rows.size() && (sample.items.size() < few || !hasLarge); ++row) {
        const bool isLarge = m_rows[row].reason == Reason::InParts;
        if (!m_rows[row].isChosen || (sample.items.size() >= few && !isLarge))
            continue;
        sample.items.add(itemOf(row));
        hasLarge = hasLarge || isLarge;
    }
    return requestsOf(sample, m_tally);
}

Job PlanModel::job() const
{
    Job job = m_plan;
    job.items = {};
    job.overwrites = m_plan.overwrites || replacing() > 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (!m_rows[row].isChosen)
            continue;
        job.items.add(itemOf(row));
    }
    // A folder that keeps some of it is not looked at for what has come.
    if (job.items.size() < m_rows.size())
        job.below.clear();
    return job;
}

QString PlanModel::reasonText(Reason reason)
{
    switch (reason) {
    case Reason::None:
        return {};
    case Reason::InParts:
        return tr("In parts: new ETag and checksum");
    case Reason::Marker:
        return tr("Stands for a folder");
    case Reason::Taken:
        return tr("Name is taken");
    case Reason::BadKey:
        return tr("No name that can be");
    case Reason::Archived:
        return tr("Archived: has to be restored first");
    case Reason::SameNames:
        return tr("Another one gets that name");
    case Reason::Ring:
        return tr("Would change names with another one");
    case Reason::AlreadySo:
        return tr("Is called so");
    }
    return {};
}

QString PlanModel::note(std::size_t row) const
{
    const Row& which = m_rows[row];
    if (which.reason != Reason::Taken)
        return m_before.contains(row) && which.reason < Reason::BadKey
                   ? tr("After the one of that name has gone")
                   : reasonText(which.reason);
    switch (m_existing) {
    case Existing::Skip:
        return tr("Name is taken: left out");
    case Existing::Overwrite:
        return tr("Replaces what is there");
    case Existing::KeepBoth:
        return tr("Name is taken: gets a number");
    case Existing::Newer:
        return isChoosable(row) ? tr("Newer: replaces what is there") : tr("What is there is newer");
    }
    return {};
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::CheckStateRole && index.column() == SourceColumn)
        return static_cast<int>(m_rows[row].isChosen ? Qt::Checked : Qt::Unchecked);
    if (role == DimRole)
        return !m_rows[row].isChosen;
    if (role != Qt::DisplayRole && role != ExactTextRole)
        return {};
    switch (index.column()) {
    case SourceColumn:
        return toOneLine(m_plan.items.key(row));
    case TargetColumn:
        return toOneLine(targetOf(row));
    case SizeColumn:
        return role == Qt::DisplayRole ? QVariant(qlonglong(m_plan.items.bytesOf(row))) : QVariant();
    case NoteColumn:
        return note(row);
    default:
        return {};
    }
}

bool PlanModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::CheckStateRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    choose(static_cast<std::size_t>(index.row()), value.toInt() == Qt::Checked);
    return true;
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == ColumnKindRole)
        return QVariant::fromValue(section == SizeColumn   ? ColumnKind::Size
                                   : section == NoteColumn ? ColumnKind::Secondary
                                                           : ColumnKind::Name);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SourceColumn:
        return isCopying(m_plan.action) ? tr("From") : tr("Object");
    case TargetColumn:
        return tr("To");
    case SizeColumn:
        return tr("Size");
    case NoteColumn:
        return tr("Note");
    default:
        return {};
    }
}

Qt::ItemFlags PlanModel::flags(const QModelIndex& index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == SourceColumn &&
        isChoosable(static_cast<std::size_t>(index.row())))
        flags |= Qt::ItemIsUserCheckable;
    return flags;
}

} // namespace inia::ui
