#pragma once

#include "core/compare/syncrun.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace inia::ui {

/// The pairs of two places, those of some states. What would be done with each can be left out or taken in by
/// hand.
class PairsModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PairsModel)

public:
    enum Column {
        PathColumn,
        ActionColumn,
        SourceSizeColumn,
        TargetSizeColumn,
        SourceTimeColumn,
        TargetTimeColumn,
        ReasonColumn,
        ColumnCount
    };
    enum class Shown { Differing, Copied, OnlyInTarget, Left, All };

    explicit PairsModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// `copying` is what copying is called from one to the other.
    void setPairs(ComparedPairs pairs, QString copying);
    void clear() { setPairs({}, {}); }
    void show(Shown shown);
    void setDeletes(bool deletes);
    /// Takes in what is left out, and the other way round.
    void toggle(const std::vector<int>& rows);
    /// How an item of the run stands, by its path.
    void setItem(const SyncItem& item);

    [[nodiscard]] const ComparedPairs& compared() const { return m_pairs; }
    [[nodiscard]] const ComparedPair* at(int row) const;
    /// What would be done.
    [[nodiscard]] std::vector<SyncItem> items() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] bool isDone(std::size_t pair) const;
    [[nodiscard]] QString actionText(std::size_t pair) const;
    [[nodiscard]] QString reasonText(const ComparedPair& pair) const;
    [[nodiscard]] bool isShown(const ComparedPair& pair) const;
    void arrange();

    ComparedPairs m_pairs;
    QString m_copying;
    std::vector<std::size_t> m_rows;
    std::set<std::size_t> m_turned; // by hand
    std::map<std::string, SyncItem> m_ended;
    Shown m_shown = Shown::Differing;
    bool m_deletes = false;
};

} // namespace inia::ui
