#pragma once

#include "core/common/result.h"

#include <QtCore/QByteArray>
#include <QtCore/QDir>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace inia {

/// The data folders of unpacked botocore and boto3 packages.
class ModelSource final {
public:
    /// `folder` holds botocore-VERSION and boto3-VERSION, or is one that holds botocore/data itself.
    [[nodiscard]] static Result<ModelSource> find(const QString& folder);

    [[nodiscard]] QStringList services() const;
    /// Versions of a service that have a service-2 model, oldest first.
    [[nodiscard]] QStringList versions(const QString& service) const;
    /// A file's text, from NAME.json or NAME.json.gz; empty when there is none. Resources come from boto3.
    [[nodiscard]] Result<QByteArray> read(const QString& service, const QString& version,
                                          const QString& name) const;
    /// A file at the top of botocore's data folder.
    [[nodiscard]] Result<QByteArray> readShared(const QString& name) const;
    /// Upstream's licence and notice, which have to travel with their data.
    [[nodiscard]] QByteArray licenceNotice() const;

private:
    QDir m_botocore;
    QDir m_boto3;
};

} // namespace inia
