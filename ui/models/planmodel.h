#pragma once

#include "core/jobs/job.h"
#include "core/objects/objectkeys.h"
#include "core/objects/objectplan.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace inia::ui {

/// A plan before it is carried out: its items with what is known of each, and which of them are chosen. Rows
/// are never made for all items at once, so that a hundred thousand are as quick as ten.
class PlanModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PlanModel)
public:
    enum Column { SourceColumn, TargetColumn, SizeColumn, NoteColumn, ColumnCount };
    /// What is said of a row. Rows of one reason can be chosen together; those from BadKey on never.
    enum class Reason : std::uint8_t {
        None,
        InParts, ///< too large for one call, so that it gets another ETag
        Marker,  ///< of a folder: an empty object that ends with "/"
        Taken,   ///< there is something of its new name
        BadKey,
        Archived,
        SameNames,
        Ring, ///< two change their names with each other
        AlreadySo,
    };
    static constexpr std::size_t reasons = static_cast<std::size_t>(Reason::AlreadySo) + 1;
    /// What to do where there is something of that name.
    enum class Existing : std::uint8_t { Skip, Overwrite, KeepBoth, Newer };

    /// A plan that is good as it is: of a deletion, an undoing, what has failed.
    explicit PlanModel(Job plan, QObject* parent = nullptr);
    /// What a survey has found. `others`: further keys that are there; of names that are to be given by a
    /// rule, all of the folder with their times.
    PlanModel(Job plan, const std::vector<ObjectPlan::Item>& items,
              std::map<std::string, std::int64_t> others, QObject* parent = nullptr);
    ~PlanModel() override;

    [[nodiscard]] const Job& plan() const { return m_plan; }
    /// Some names are taken, so that setExisting() matters.
    [[nodiscard]] bool hasConflicts() const { return count(Reason::Taken) > 0; }
    [[nodiscard]] Existing existing() const { return m_existing; }
    void setExisting(Existing existing);

    /// New names for all, worked out beside the event loop; renamed() follows, for the last of them only.
    void rename(const NameChange& change);
    [[nodiscard]] bool isRenaming() const { return m_renaming != m_renamed; }

    [[nodiscard]] std::size_t count(Reason reason) const
    {
        return m_counts[static_cast<std::size_t>(reason)];
    }
    [[nodiscard]] bool isChosen(std::size_t row) const { return m_rows[row].isChosen; }
    [[nodiscard]] bool isChoosable(std::size_t row) const;
    void choose(std::size_t row, bool isChosen);
    void chooseAll(Reason reason, bool isChosen);
    [[nodiscard]] std::size_t chosen() const { return m_chosen; }
    [[nodiscard]] std::size_t chosen(Reason reason) const
    {
        return m_chosenOf[static_cast<std::size_t>(reason)];
    }
    [[nodiscard]] qint64 chosenBytes() const { return m_chosenBytes; }
    /// What the chosen ones will ask for at least.
    [[nodiscard]] std::vector<JobRequest> requests() const;
    /// Rows that would replace something.
    [[nodiscard]] std::size_t replacing() const;
    /// What is chosen, under the names it gets.
    [[nodiscard]] Job job() const;

    [[nodiscard]] static QString reasonText(Reason reason);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// Other rows are chosen.
    void choiceChanged();
    void renamed();

private:
    struct Row {
        std::int64_t modified = 0;   ///< of the source
        std::int64_t takenSince = 0; ///< as ObjectPlan has it
        Reason reason = Reason::None;
        bool isChosen = true;
    };
    struct Named {
        std::string target;
        Reason reason = Reason::None;
        std::int64_t takenSince = 0;
    };

    void take(const std::vector<Named>& names);
    void setChosen(std::size_t row, bool isChosen);
    [[nodiscard]] JobItem itemOf(std::size_t row) const;
    [[nodiscard]] std::string_view targetOf(std::size_t row) const;
    void findChains();
    void numberTaken();
    void tellAll();
    [[nodiscard]] QString note(std::size_t row) const;

    Job m_plan;
    std::vector<Row> m_rows;
    std::vector<std::string> m_names;              ///< by a rule; empty: those of the plan
    std::map<std::size_t, std::string> m_numbered; ///< names of those that are kept beside others
    std::map<std::size_t, std::size_t> m_before;   ///< rows whose names others get, and the other way round
    std::map<std::size_t, std::size_t> m_after;
    std::shared_ptr<const std::map<std::string, std::int64_t>> m_others;
    Existing m_existing = Existing::Skip;
    std::array<std::size_t, reasons> m_counts{};
    std::array<std::size_t, reasons> m_chosenOf{};
    std::size_t m_chosen = 0;
    JobTally m_tally; ///< of those
    qint64 m_chosenBytes = 0;
    int m_renaming = 0; ///< the last that was begun, and that has ended
    int m_renamed = 0;
};

} // namespace inia::ui
