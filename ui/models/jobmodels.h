#pragma once

#include "core/jobs/job.h"
#include "core/jobs/joblist.h"
#include "ui/models/keyvaluemodel.h"

#include <QtCore/QAbstractTableModel>
#include <QtCore/QString>
#include <QtCore/QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace inia::ui {

/// "1 object", "3,000 objects"
[[nodiscard]] QString countedObjects(qint64 count);
/// "about $0.02, list price of us-east-1 of 1 Jun 2026"; null where no price is known. At AWS alone.
[[nodiscard]] QString priceText(const std::vector<JobRequest>& requests, const std::string& region);
/// "500 CopyObject, 1 DeleteObjects"
[[nodiscard]] QString requestsText(const std::vector<JobRequest>& requests);
/// What it does or has done, where, and how far it is.
[[nodiscard]] std::vector<KeyValueSection> jobFacts(const JobSummary& job, quint64 id);
/// "12 objects deleted, 1 not"
[[nodiscard]] QString jobEndText(const JobSummary& job);

/// The rows of the jobs panel, newest first. Changes are gathered and told at most ten times a second.
/// Progress and state as TransferModel gives them, so that they are painted alike.
class JobTableModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobTableModel)
public:
    enum Column {
        TitleColumn,
        ProgressColumn,
        ItemsColumn,
        RateColumn,
        TimeLeftColumn,
        StateColumn,
        SessionColumn,
        ColumnCount
    };

    /// `jobs` outlives the model.
    explicit JobTableModel(JobList& jobs, QObject* parent = nullptr);

    [[nodiscard]] quint64 id(int row) const { return m_ids[static_cast<std::size_t>(row)]; }
    [[nodiscard]] const JobSummary& job(int row) const { return *m_jobs.find(id(row)); }
    [[nodiscard]] int rowOf(quint64 id) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// Some numbers or states are others now, or rows have come.
    void refreshed();

private:
    void flush();
    [[nodiscard]] QVariant text(const JobSummary& job, int column) const;

    JobList& m_jobs;
    std::vector<quint64> m_ids;
    std::set<quint64> m_changed;
    QTimer m_timer;
};

/// What came of each item of a job; those with one outcome, or with a text in their keys.
class JobReportModel final : public QAbstractTableModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobReportModel)
public:
    enum Column {
        KeyColumn,
        TargetColumn,
        SizeColumn,
        OutcomeColumn,
        CodeColumn,
        MessageColumn,
        RequestColumn,
        ColumnCount
    };

    explicit JobReportModel(Job job, QObject* parent = nullptr);

    [[nodiscard]] const std::shared_ptr<const Job>& job() const { return m_job; }
    void setFilter(std::optional<JobItemState> outcome, const QString& text);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const Job> m_job;
    std::vector<std::uint32_t> m_rows;
};

} // namespace inia::ui
