#pragma once

#include "core/jobs/job.h"
#include "core/objects/objectdeletion.h"
#include "core/objects/objectmove.h"
#include "core/objects/objectversions.h"

#include <QtCore/QByteArray>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace inia {

// Plans: jobs that have not begun. `title` is what the user did, and shown in the inspector.

/// `below`: the folder that is meant as a whole; empty for single objects.
[[nodiscard]] Job deletionJob(std::string bucket, const std::vector<ListedObject>& objects, std::string below,
                              std::string title);
/// For good, by their ids. `action` is DeleteVersions, or Undelete for what markersAbove() gives.
[[nodiscard]] Job versionsJob(JobAction action, std::string bucket,
                              const std::vector<ObjectDeletion::Key>& versions, std::string title);
/// As ObjectPlan has found out.
[[nodiscard]] Job moveJob(const ObjectMove::Order& order);
/// Makes older versions the current ones of their keys, each by a copy onto itself. Those that are current
/// already, and markers, are left out.
[[nodiscard]] Job restoreJob(std::string bucket, const std::vector<ObjectVersion>& versions,
                             std::string title);

/// What a job has done, taken back: markers that it made are removed, versions that it made are deleted,
/// each while it is the current one. Fails (kind Parameter) with NotUndoable, which says why.
[[nodiscard]] Result<Job> undoOf(const Job& job);
/// Whether there is anything that it could take back.
[[nodiscard]] bool isUndoable(const Job& job);
/// How many items that are done undoOf() has no way for: no version was kept, or nobody knows which.
[[nodiscard]] std::size_t notUndoable(const Job& job);
/// What has failed, once more.
[[nodiscard]] Job failedOf(const Job& job);

// Reports.

/// What is told of an item, as texts.
struct JobRow {
    std::size_t number = 0;
    JobItem item;
    JobItemState state = JobItemState::Queued;
    JobOutcome outcome;
};
/// The rows with that outcome, all without one, in their order; `take` says whether it wants more.
void forEachRow(const Job& job, std::optional<JobItemState> state,
                const std::function<bool(const JobRow&)>& take);

enum class ReportFormat { Csv, Json, NdJson };
/// The same as a file, piece by piece: with a header row, as one list, or an object a line.
void writeReport(const Job& job, std::optional<JobItemState> state, ReportFormat format,
                 const std::function<bool(const QByteArray&)>& write);

} // namespace inia
