#pragma once

#include "core/transfer/multiparttransfer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace inia {

/// What is copied, where to, and what boto3 takes as ExtraArgs for it.
struct CopyOrder {
    Value source; ///< {"Bucket", "Key"} and perhaps "VersionId"
    std::string bucket;
    std::string key;
    Value arguments;
};

/// boto3's copy: HeadObject of the source, then CopyObject, or, from multipartThreshold on, UploadPartCopy of
/// ranges with If-Match. What the one call copies by itself is then done by hand, by s3transfer's rules:
/// - headers and metadata are those of the source unless MetadataDirective is REPLACE;
/// - tags only with a TaggingDirective: those of the source (COPY) or of `Tagging` (REPLACE);
/// - annotations only with AnnotationDirective COPY, those of the first page.
/// Tags and annotations follow when the object is complete: if that fails the object is there without them.
class Copy final : public MultipartTransfer {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(Copy)
public:
    /// `sourceClient` is asked about the source, which may be in another account or region.
    Copy(Client client, CopyOrder order, Client sourceClient, std::shared_ptr<TransferSlots> slots,
         const TransferConfig& config = {}, QObject* parent = nullptr);
    ~Copy() override;

private:
    [[nodiscard]] Result<void> check() override;
    void begin() override;
    [[nodiscard]] Value createParams() const override;
    [[nodiscard]] Result<Order> partOrder(const PartPlan::Part& part) override;
    [[nodiscard]] Result<Value> partEntry(const Order& order, int number, const Value& answer) const override;
    [[nodiscard]] Value completeParams() const override;
    void completed(const Value& answer) override;
    void compare(const Value& head, std::function<void(bool isSame)> told) override;
    [[nodiscard]] Error described(const Error& error) const override;

    [[nodiscard]] Value headParams() const;
    void headed(const Value& head);

    // After the object is complete, one after the other.
    [[nodiscard]] Value sourceParams(std::string_view operationName) const;
    void addVersion(Value& params) const;
    void copyTags();
    void putTags(Value tags);
    void copyAnnotations();
    void copyNextAnnotation();
    void putAnnotation(const std::string& name, const Value& payload);
    void annotationsCopied();
    [[nodiscard]] Error incomplete(const Error& error) const;

    Value m_copySource;
    Client m_sourceClient;
    Value m_head;
    Value m_answer;                         ///< of CompleteMultipartUpload
    std::vector<std::string> m_annotations; ///< still to be copied, last first
    std::vector<std::string> m_failed;      ///< annotations, with why
    std::optional<Error> m_annotationError;
};

} // namespace inia
