#pragma once

#include "core/model/value.h"
#include "core/resource/resource.h"
#include "core/s3/bucketconfiguration.h"
#include "core/s3/s3listing.h"
#include "ui/models/keyvaluemodel.h"
#include "ui/widgets/windowservices.h"

#include <QtCore/QTimer>

#include <optional>

namespace inia::ui {

class Appearance;
class ChipSection;
class DetailsHead;
class KeyValueView;
class LinkButton;
class StateView;

// What the answer of HeadObject says, as sections of the details panel: the object itself, how it is served,
// and its own metadata. Members that are absent make no row.
[[nodiscard]] std::vector<KeyValueSection> objectSections(const Value& head);
// What is set for a bucket, a row for each feature; those that are not answered yet say so.
[[nodiscard]] KeyValueSection configurationSection(const std::vector<BucketConfiguration::Row>& rows);

// What is known about the selected thing: an object is asked for by HeadObject, a prefix or bucket is only
// described, and what is set for a bucket is asked for by a click. Asks nothing while it is hidden.
class DetailsPanel final : public DetailsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsPanel)

public:
    // `partition` is the session's, for ARNs.
    DetailsPanel(const Appearance& appearance, WindowServices& services, std::string partition,
                 QWidget* parent = nullptr);

    void showSelection(const Selection& selection) override;
    // `version` is empty for the current one.
    void showObject(const Resource& object, const S3Location& where, const QString& iconName,
                    const std::string& version = {});
    // `bucket` is the place's, when it is one.
    void showPlace(const S3Location& place, const std::optional<Resource>& bucket = std::nullopt);
    void clear() override;
    void goOn() override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build();
    // The parts of the panel but for the state, which stands in place of the facts.
    void showParts();
    void showMarker(const S3Location& where, const Value& modified);
    void load();
    void takeAnswer();
    void act(const QString& id);
    void showLoading();
    void loadConfiguration();
    void showBucket();
    [[nodiscard]] QString uri() const;
    [[nodiscard]] QString arn() const;

    const Appearance& m_appearance;
    std::string m_partition;
    S3Location m_place;
    std::string m_version;
    std::optional<Resource> m_object;
    ReplyPtr m_reply;
    std::optional<Resource> m_bucket;
    Owned<BucketConfiguration> m_configuration; // once somebody asks for it
    QTimer m_loadingTimer;
    bool m_loaded = false;

    DetailsHead* m_head;
    KeyValueView* m_facts;
    LinkButton* m_more; // asks for what is set for the bucket
    StateView* m_state;
    ChipSection* m_copies;
};

} // namespace inia::ui
